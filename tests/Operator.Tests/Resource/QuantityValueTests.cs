using Operator.Resource;
using Xunit;

namespace Operator.Tests.Resource;

/// <summary>Quantities by their value, as the API server reads, rounds and caps them.</summary>
public sealed class QuantityValueTests
{
    [Theory]
    [InlineData("0.5", "500m")]
    [InlineData("1Gi", "1024Mi")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("0.1Ki", "102400m")]
    [InlineData("1E", "1000P")]
    [InlineData("1E", "1e18")]
    [InlineData("1E3", "1k")]
    [InlineData("1E3", "1e3")]
    [InlineData("1e+3", "1000")]
    [InlineData("1e-3", "1m")]
    [InlineData("5.e2", "500")]
    [InlineData(".5", "0.50")]
    [InlineData("+007", "7")]
    [InlineData("1000000u", "1")]
    [InlineData("0", "0Gi")]
    [InlineData("0", "-0.0e7")]
    [InlineData("0", "0e2000000000")]
    [InlineData("1Ei", "1152921504606846976")]
    [InlineData("-1Ki", "-1024")]
    public void The_same_value_is_the_same(string one, string other) => AssertSame(true, one, other);

    [Theory]
    [InlineData("1n", "1m")]
    [InlineData("0.0001", "100u")]
    [InlineData("0.0005Ki", "512m")]
    [InlineData("1e-20", "1e-3")]
    [InlineData("1e-2000000000", "1m")]
    [InlineData("-1n", "-1m")]
    [InlineData("1.0001", "1001m")]
    public void What_is_finer_than_a_thousandth_is_rounded_up(string one, string other) => AssertSame(true, one, other);

    [Theory]
    [InlineData("1e40", "10e39")]
    [InlineData("1e999999", "9223372036854775807")]
    [InlineData("99999999999999999999E", "1e2147483647")]
    [InlineData("8Ei", "16Ei")]
    [InlineData("-1e999999", "-9223372036854775807")]
    public void What_is_larger_than_the_servers_cap_is_the_cap(string one, string other) => AssertSame(true, one, other);

    [Theory]
    [InlineData("1", "2")]
    [InlineData("1Gi", "1G")]
    [InlineData("1E", "1Ei")]
    [InlineData("1E", "1e1")]
    [InlineData("1m", "1M")]
    [InlineData("1", "-1")]
    [InlineData("1e999999", "-1e999999")]
    [InlineData("1e999999", "0")]
    [InlineData("1e-999999", "0")]
    [InlineData("9223372036854775806", "9223372036854775807")]
    [InlineData("1001m", "1")]
    public void Another_value_is_another(string one, string other) => AssertSame(false, one, other);

    [Theory]
    [InlineData("")]
    [InlineData("1e1.5")]
    [InlineData("1e")]
    [InlineData("1e4294967299")]
    [InlineData("1e99999999999999999999999999")]
    [InlineData("1 Gi")]
    [InlineData(" 1")]
    [InlineData("1GB")]
    [InlineData("1K")]
    [InlineData("1ki")]
    [InlineData("1mi")]
    [InlineData("1.2.3")]
    [InlineData(".")]
    [InlineData("+")]
    [InlineData("--1")]
    [InlineData("1_000")]
    [InlineData("١")]
    [InlineData("NaN")]
    public void What_is_no_quantity_is_the_same_as_its_own_text_alone(string text)
    {
        Assert.False(QuantityValue.IsQuantity(text));
        AssertSame(true, text, text);
        Assert.All(["0", "1", "1k", "", "1e"], other => AssertSame(other == text, text, other));
    }

    [Fact]
    public void A_text_of_a_megabyte_is_compared_as_text()
    {
        var nines = new string('9', 1 << 20);

        AssertSame(true, nines, new string('9', 1 << 20));
        AssertSame(false, nines, nines + "E");
        AssertSame(false, "1", "1." + new string('0', 1 << 20));
    }

    [Fact]
    public void The_longest_text_that_is_read_is_read_to_its_last_digit()
    {
        var text = "0." + new string('9', QuantityValue.LongestText - 2);

        AssertSame(true, text, "1");
        Assert.False(QuantityValue.IsQuantity(text + "9"));
    }

    private static void AssertSame(bool expected, string one, string other)
    {
        Assert.Equal(expected, QuantityValue.AreSame(one, other));
        Assert.Equal(expected, QuantityValue.AreSame(other, one));
    }
}
