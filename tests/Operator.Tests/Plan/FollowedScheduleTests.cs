using Operator.Plan;
using Xunit;

namespace Operator.Tests.Plan;

public sealed class FollowedScheduleTests
{
    [Theory]
    [InlineData("0 * * * *", "0 * * * *")]
    [InlineData("0 */6 * * *", "0 */6 * * *")]
    [InlineData("0 6 * * *", "0 7 * * *")]
    public void The_rows_of_the_guide_hold(string job, string expected) => Assert.Equal(new FollowedSchedule(expected, Fits: true), FollowedSchedule.Of(job));

    [Fact]
    public void A_job_on_demand_is_looked_at_every_three_hours() => Assert.Equal(new FollowedSchedule("0 */3 * * *", Fits: true), FollowedSchedule.Of(FollowedSchedule.OnDemandText));

    [Theory]
    [InlineData("17 */6 * * *", "17 1-19/6 * * *")]
    [InlineData("30 2 * * 1-5", "30 3 * * 1-5")]
    [InlineData("4 */2 * * 0,1,2,3,4,5,6", "4 1-23/2 * * 0,1,2,3,4,5,6")]
    [InlineData("15 8-18 * * *", "15 9-19 * * *")]
    [InlineData("0 8,20 1 * *", "0 9,21 1 * *")]
    [InlineData("0 23 * * *", "0 0 * * *")]
    [InlineData("0 11,23 * * *", "0 0,12 * * *")]
    [InlineData("45 23 * * 5", "45 0 * * 6")]
    [InlineData("45 23 * * 1-6", "45 0 * * 0,2-6")]
    [InlineData("20 * * * 1-5", "20 * * * 1-5")]
    public void Any_other_schedule_is_followed_one_hour_later(string job, string expected)
    {
        // Two ways to write the same days are as good.
        var followed = FollowedSchedule.Of(job);

        Assert.True(followed.Fits);
        Assert.Equal(Runs(expected), Runs(followed.Cron));
    }

    [Theory]
    [InlineData("0 0 L * *")]
    [InlineData("0 23 1 * *")]
    [InlineData("0 22,23 * * 1")]
    [InlineData("0 23 * 6 1")]
    [InlineData("0 0 0 * * *")]
    [InlineData("@daily")]
    [InlineData("")]
    public void What_a_CronJob_cannot_express_is_looked_at_every_three_hours(string job) => Assert.Equal(new FollowedSchedule("0 */3 * * *", Fits: false), FollowedSchedule.Of(job));

    private static List<DateTimeOffset> Runs(string cron)
    {
        var schedule = CronSchedule.Read(cron, out var error);
        Assert.True(schedule is not null, error);
        var runs = new List<DateTimeOffset>();
        var at = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 60; i++)
        {
            at = schedule.Next(at, TimeZoneInfo.Utc)!.Value;
            runs.Add(at);
        }

        return runs;
    }
}
