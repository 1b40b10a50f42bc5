using System.Globalization;
using Operator.Plan;
using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.Plan;

public sealed class CronTests
{
    private static readonly string[][] Recorded =
        [.. Repository.Read("tests", "Operator.Tests", "Plan", "Recorded", "cron-cases.tsv").Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => line.Split('\t'))];

    [Fact]
    public void Every_recorded_time_of_the_controllers_library_is_found()
    {
        var rows = Recorded.Where(row => !IsRefusedByUs(row[0]) && !IsLost(row) && !row[3].StartsWith("error", StringComparison.Ordinal)).ToList();

        Assert.InRange(rows.Count, 800, 1000);
        Assert.All(rows, row => Assert.Equal(row[3], Times(row[0], row[1], row[2])));
    }

    [Fact]
    public void Every_text_that_the_controllers_library_refuses_is_refused()
    {
        var rows = Recorded.Where(row => row[3].StartsWith("error", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Null(CronSchedule.Read(row[0], out _)));
    }

    [Fact]
    public void Intervals_and_zones_inside_the_expression_are_refused()
    {
        var rows = Recorded.Where(row => IsRefusedByUs(row[0])).ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Null(CronSchedule.Read(row[0], out _)));
    }

    [Theory]
    [InlineData("0 */6 * * *", 360)]
    [InlineData("*/15 * * * *", 15)]
    [InlineData("0,50 * * * *", 10)]
    [InlineData("55,0 23,0 * * *", 5)]
    [InlineData("58 23 * * 1", 1440)]
    [InlineData("1,58 0,23 * * 1", 57)]
    public void The_shortest_gap_reaches_over_midnight_only_where_both_days_run(string cron, int minutes)
    {
        Assert.Equal(TimeSpan.FromMinutes(minutes), CronSchedule.Read(cron, out _)!.ShortestGap());
    }

    [Theory]
    [InlineData("60 * * * *", "end of range (60) above maximum (59): 60")]
    [InlineData("0 22-2 * * *", "beginning of range (22) beyond end of range (2): 22-2")]
    [InlineData("0 0 0 * * *", "expected exactly 5 fields, found 6: [0 0 0 * * *]")]
    [InlineData("@reboot", "unrecognized descriptor: @reboot")]
    public void A_refusal_says_what_is_wrong(string cron, string error)
    {
        Assert.Null(CronSchedule.Read(cron, out var said));
        Assert.Equal(error, said);
    }

    // The library takes both; the operator does not, since an interval counts from no fixed time and the API server refuses TZ.
    private static bool IsRefusedByUs(string cron) => cron.StartsWith("@every", StringComparison.Ordinal) || cron.StartsWith("TZ=", StringComparison.Ordinal);

    // After a clock change of half an hour the library loses the next weekly run: a slip of its own, in this one zone.
    private static bool IsLost(string[] row) =>
        row is [_, "Australia/Lord_Howe", "2027-03-27T12:00:00Z", "2027-03-27T13:00:00Z 2027-04-03T13:00:00Z 2027-04-17T13:30:00Z"];

    private static string Times(string cron, string zone, string after)
    {
        var schedule = CronSchedule.Read(cron, out _)!;
        var timeZone = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var times = new List<string>();
        for (var at = (DateTimeOffset?)DateTimeOffset.Parse(after, CultureInfo.InvariantCulture); times.Count < 3;)
        {
            at = schedule.Next(at.Value, timeZone);
            if (at is null)
            {
                return "never";
            }

            times.Add(at.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }

        return string.Join(' ', times);
    }
}
