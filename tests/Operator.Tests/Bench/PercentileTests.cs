using Bench.Reporting;
using Xunit;

namespace Operator.Tests.Bench;

public sealed class PercentileTests
{
    [Theory]
    [InlineData(50, 3)]
    [InlineData(99, 5)]
    [InlineData(100, 5)]
    [InlineData(20, 1)]
    [InlineData(21, 2)]
    [InlineData(0, 1)]
    public void It_is_a_value_that_was_measured_wherever_it_stood(double percent, double expected) =>
        Assert.Equal(expected, Percentile.Of([5, 1, 4, 2, 3], percent));

    [Theory]
    [InlineData(99, 198)]
    [InlineData(99.5, 199)]
    public void Of_two_hundred_the_99th_leaves_out_the_two_slowest(double percent, double expected) =>
        Assert.Equal(expected, Percentile.Of(Enumerable.Range(1, 200).Select(value => (double)value), percent));

    [Fact]
    public void The_median_of_an_even_number_is_the_lower_of_the_two_in_the_middle() => Assert.Equal(2, Percentile.Median([4, 3, 2, 1]));

    [Fact]
    public void Of_one_value_each_is_that_value() => Assert.Equal((7, 7), (Percentile.Median([7]), Percentile.Of([7], 99)));
}
