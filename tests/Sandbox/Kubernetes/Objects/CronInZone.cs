namespace Sandbox.Kubernetes.Objects;

/// <summary>A schedule that names its own time zone.</summary>
internal sealed class CronInZone(CronSchedule schedule, TimeZoneInfo own) : CronSchedule
{
    public override DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone) => schedule.Next(after, own);
}
