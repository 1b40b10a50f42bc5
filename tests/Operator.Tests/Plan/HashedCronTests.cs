using Operator.Plan;
using Xunit;

namespace Operator.Tests.Plan;

public sealed class HashedCronTests
{
    [Theory]
    [InlineData("H H * * *")]
    [InlineData("H/15 * * * *")]
    [InlineData("H(0-29) */6 * * 1-5")]
    [InlineData("H(0-29)/10 H(1-4) H H *")]
    public void Every_form_becomes_an_expression_that_a_CronJob_takes(string cron)
    {
        var resolved = HashedCron.Resolve(cron, "data/analytics/marts");

        Assert.DoesNotContain('H', resolved);
        Assert.NotNull(CronSchedule.Read(resolved, out _));
    }

    [Fact]
    public void The_same_seed_gives_the_same_minute_for_ever()
    {
        Assert.Equal(HashedCron.Resolve("H */6 * * *", "data/analytics/marts"), HashedCron.Resolve("H */6 * * *", "data/analytics/marts"));
        Assert.NotEqual(HashedCron.Resolve("H H * * *", "data/analytics/marts"), HashedCron.Resolve("H H * * *", "data/analytics/staging"));
    }

    [Fact]
    public void A_thousand_resources_spread_over_the_whole_hour()
    {
        var perMinute = Enumerable.Range(0, 1000).GroupBy(i => HashedCron.Resolve("H * * * *", $"data/ingestion-{i}/account")).ToList();

        Assert.Equal(60, perMinute.Count);
        Assert.All(perMinute, minute => Assert.InRange(minute.Count(), 1, 40));
    }

    [Fact]
    public void A_range_is_kept()
    {
        var minutes = Enumerable.Range(0, 300).Select(i => int.Parse(HashedCron.Resolve("H(10-19) * * * *", $"{i}").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));

        Assert.All(minutes, minute => Assert.InRange(minute, 10, 19));
    }

    [Theory]
    [InlineData("HH * * * *")]
    [InlineData("H(40-10) * * * *")]
    [InlineData("H/0 * * * *")]
    public void A_wrong_form_is_left_and_refused(string cron)
    {
        Assert.Null(CronSchedule.Read(HashedCron.Resolve(cron, "seed"), out _));
    }
}
