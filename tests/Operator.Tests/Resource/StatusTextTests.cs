using Operator.Resource;
using Xunit;

namespace Operator.Tests.Resource;

public sealed class StatusTextTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("12345678", "12345678")]
    [InlineData("123456789", "1234567…")]
    [InlineData("123456😀9", "123456…")]
    public void What_is_longer_ends_in_three_dots_and_no_letter_is_cut_in_two(string? text, string? cut)
    {
        Assert.Equal(cut, StatusText.Cut(text, 8));
        Assert.Equal(cut, StatusText.Cut(cut, 8));
    }
}
