namespace Sandbox.Kubernetes.Objects;

/// <summary>A schedule as the CronJob controller reads it.</summary>
internal sealed class CronSchedule
{
    /// <summary>Reads five fields or a descriptor; null and the library's text where it refuses.</summary>
    public static CronSchedule? Parse(string schedule, out string? error) => throw new NotImplementedException();

    /// <summary>The first time after an instant, in a time zone; null if none comes within five years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone) => throw new NotImplementedException();
}
