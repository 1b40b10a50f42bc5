using System.Globalization;
using Sandbox.Kubernetes.Objects;
using Xunit;

namespace Operator.ApiTests.Objects;

/// <summary>Schedules as the CronJob controller's library reads them, held to a table of its answers.</summary>
public sealed class CronScheduleTests
{
    [Fact]
    public void Every_recorded_schedule_gets_the_answer_of_the_controllers_library()
    {
        var rows = File.ReadAllLines(Recorded.PathOf("cron-cases.tsv")).Skip(1).Select(line => line.Split('\t')).ToList();
        var differences = rows.Where(row => Answer(row[0], row[1], row[2]) != row[3])
            .Select(row => $"{row[0]} in {row[1]} after {row[2]}: {Answer(row[0], row[1], row[2])}, recorded {row[3]}");

        Assert.Equal(1000, rows.Count);
        Assert.Equal([], differences);
    }

    [Theory]
    [InlineData("@every 5", "failed to parse duration @every 5: time: missing unit in duration \"5\"")]
    [InlineData("@every 1d", "failed to parse duration @every 1d: time: unknown unit \"d\" in duration \"1d\"")]
    [InlineData("TZ=No/Where 0 0 * * *", "provided bad location No/Where: unknown time zone No/Where")]
    [InlineData("1-2-3 * * * *", "too many hyphens: 1-2-3")]
    [InlineData("*/5/5 * * * *", "too many slashes: */5/5")]
    [InlineData("*/0 * * * *", "step of range should be a positive number: */0")]
    [InlineData("0 0 0 * *", "beginning of range (0) below minimum (1): 0")]
    public void What_is_no_schedule_is_refused_in_the_librarys_words(string schedule, string error)
    {
        Assert.Null(CronSchedule.Parse(schedule, out var actual));
        Assert.Equal(error, actual);
    }

    [Fact]
    public void A_day_that_never_comes_has_no_next_time()
    {
        var schedule = CronSchedule.Parse("0 0 30 2 *", out _)!;

        Assert.Null(schedule.Next(Sample.Now, TimeZoneInfo.Utc));
    }

    private static string Answer(string text, string zone, string after)
    {
        if (CronSchedule.Parse(text, out var error) is not { } schedule)
        {
            return $"error: {error}";
        }

        var times = new List<string>();
        var at = DateTimeOffset.Parse(after, CultureInfo.InvariantCulture);
        for (var count = 0; count < 3 && schedule.Next(at, TimeZoneInfo.FindSystemTimeZoneById(zone)) is { } next; count++)
        {
            times.Add(next.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            at = next;
        }

        return times.Count == 0 ? "never" : string.Join(' ', times);
    }
}
