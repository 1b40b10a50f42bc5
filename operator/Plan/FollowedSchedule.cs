namespace Operator.Plan;

/// <summary>
/// When to ingest what a dbt job makes: the rows of OpenMetadata's guide, and for every other schedule the same cadence one hour
/// later, by when the job has usually ended.
/// </summary>
/// <param name="Cron">Five fields, in UTC as all schedules of dbt Cloud.</param>
/// <param name="Fits">False where a CronJob cannot express the job's schedule, so that it runs every three hours instead.</param>
internal sealed record FollowedSchedule(string Cron, bool Fits)
{
    /// <summary>How a job without a schedule of its own is told, in place of a cron expression.</summary>
    public const string OnDemandText = "on demand";

    private const string EveryThreeHours = "0 */3 * * *";
    private static readonly int[] EverySixHours = [0, 6, 12, 18];
    private static readonly int[] LastHour = [23];

    /// <param name="jobCron">The job's own schedule, or <see cref="OnDemandText"/>.</param>
    public static FollowedSchedule Of(string jobCron)
    {
        if (jobCron == OnDemandText)
        {
            return new(EveryThreeHours, Fits: true);
        }

        var words = jobCron.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != CronBounds.All.Count || CronSchedule.Read(jobCron, out _) is null)
        {
            return new(EveryThreeHours, Fits: false);
        }

        var fields = words.Select((word, index) => CronField.Read(word, CronBounds.All[index], out _)).ToArray();
        var hours = Values(fields[1], CronBounds.Hour);
        var isEveryDay = fields[2].Star && fields[3].Star && fields[4].Star;
        if (isEveryDay && words[0] == "0" && hours.SequenceEqual(EverySixHours))
        {
            return new("0 */6 * * *", Fits: true);
        }

        return hours.Count == 24 ? new(string.Join(' ', words), Fits: true)
            : !hours.Contains(23) || isEveryDay ? new(string.Join(' ', [words[0], Later(hours), .. words[2..]]), Fits: true)
            : hours.SequenceEqual(LastHour) && fields[2].Star && fields[3].Star ? new($"{words[0]} 0 * * {NextDays(fields[4])}", Fits: true)
            : new(EveryThreeHours, Fits: false);
    }

    private static List<int> Values(CronField field, CronBounds bounds) => [.. Enumerable.Range(bounds.Lowest, bounds.Highest - bounds.Lowest + 1).Where(field.Holds)];

    private static string Later(IReadOnlyList<int> hours) => Text([.. hours.Select(hour => (hour + 1) % 24).Order()]);

    private static string NextDays(CronField daysOfWeek) => Text([.. Values(daysOfWeek, CronBounds.DayOfWeek).Select(day => (day + 1) % 7).Order()]);

    /// <summary>With a range or a step where the values are as far apart as that.</summary>
    private static string Text(IReadOnlyList<int> values)
    {
        var steps = values.Zip(values.Skip(1), (earlier, later) => later - earlier).Distinct().ToList();
        return values.Count < 3 || steps.Count > 1 ? string.Join(',', values)
            : steps[0] == 1 ? $"{values[0]}-{values[^1]}"
            : $"{values[0]}-{values[^1]}/{steps[0]}";
    }
}
