using Operator.Hosting;
using Xunit;

namespace Operator.Tests.Hosting;

/// <summary>An image without the package tzdata.</summary>
public sealed class ZoneDatabaseTests
{
    [Fact]
    public void This_machine_has_one() => Assert.Null(ZoneDatabase.Trouble());

    [Theory]
    [InlineData("", "America/New_York")]
    [InlineData("America/New_York Asia/Tokyo", "Europe/Berlin")]
    public void One_that_is_missing_or_not_whole_is_told_with_the_way_out(string known, string missing)
    {
        var trouble = ZoneDatabase.Trouble(known.Split(' ').Contains);

        Assert.Contains($"this system knows no {missing}, ", trouble, StringComparison.Ordinal);
        Assert.Contains("Install the package tzdata", trouble, StringComparison.Ordinal);
    }
}
