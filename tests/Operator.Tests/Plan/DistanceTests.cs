using Operator.Plan;
using Xunit;

namespace Operator.Tests.Plan;

public sealed class DistanceTests
{
    [Theory]
    [InlineData("production-snowflake", "production-snowflake", 0)]
    [InlineData("Production-Snowflake", "production-snowflake", 0)]
    [InlineData("prodution-snowflake", "production-snowflake", 1)]
    [InlineData("54321", "54312", 2)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    public void It_counts_the_letters_to_change(string one, string other, int expected) => Assert.Equal(expected, Distance.Between(one, other));
}
