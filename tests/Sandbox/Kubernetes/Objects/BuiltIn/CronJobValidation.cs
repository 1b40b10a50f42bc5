using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>What the server refuses of CronJobs.</summary>
internal static partial class CronJobValidation
{
    /// <summary>The controller appends eleven characters to name a Job.</summary>
    private const int LongestName = 52;

    private static readonly string[] Policies = ["Allow", "Forbid", "Replace"];

    public static IReadOnlyList<FieldError> Validate(JsonObject cronJob, JsonObject? old)
    {
        var errors = new FieldErrorList();
        var (spec, oldSpec) = (cronJob.Map("spec") ?? [], old.Map("spec"));
        MetadataValidation.Check(errors, cronJob, old, NameRules.Subdomain);
        Schedule(errors, spec, oldSpec);
        errors.NotNegative(spec, "spec.startingDeadlineSeconds");
        if (old is null || oldSpec.Text("timeZone") != spec.Text("timeZone"))
        {
            TimeZone(errors, spec.Text("timeZone"));
        }

        errors.OneOf("spec.concurrencyPolicy", spec.Text("concurrencyPolicy"), Policies);
        JobTemplate(errors, spec.Map("jobTemplate").Map("spec") ?? []);
        errors.NotNegative(spec, "spec.successfulJobsHistoryLimit");
        errors.NotNegative(spec, "spec.failedJobsHistoryLimit");
        if (old is null && cronJob.Map("metadata").Text("name") is { Length: > LongestName } name)
        {
            errors.Invalid("metadata.name", name, $"must be no more than {LongestName} characters");
        }

        return errors.All;
    }

    private static void JobTemplate(FieldErrorList errors, JsonObject jobSpec)
    {
        JobValidation.Spec(errors, jobSpec, "spec.jobTemplate.spec");
        if (jobSpec["selector"] is { } selector)
        {
            errors.Invalid("spec.jobTemplate.spec.selector", selector, "`selector` will be auto-generated");
        }

        if (jobSpec.Flag("manualSelector") == true)
        {
            errors.NotSupported("spec.jobTemplate.spec.manualSelector", "true", ["nil", "false"], isText: false);
        }
    }

    private static void Schedule(FieldErrorList errors, JsonObject spec, JsonObject? oldSpec)
    {
        var schedule = spec.Text("schedule") ?? "";
        if (schedule.Length == 0)
        {
            errors.Required("spec.schedule");
            return;
        }

        if (CronSchedule.Parse(schedule, out var complaint) is null)
        {
            errors.Invalid("spec.schedule", schedule, complaint!);
        }

        var hadZone = oldSpec.Text("schedule")?.Contains("TZ", StringComparison.Ordinal) == true;
        if (schedule.Contains("TZ", StringComparison.Ordinal) && (!hadZone || spec.Has("timeZone")))
        {
            errors.Invalid("spec.schedule", schedule, hadZone
                ? "cannot use both timeZone field and TZ or CRON_TZ in schedule"
                : "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
        }
    }

    private static void TimeZone(FieldErrorList errors, string? zone)
    {
        if (zone is null)
        {
            return;
        }

        if (zone.Length == 0)
        {
            errors.Invalid("spec.timeZone", zone, "timeZone must be nil or non-empty string");
        }
        else if (zone.Equals("Local", StringComparison.OrdinalIgnoreCase))
        {
            errors.Invalid("spec.timeZone", zone, "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
        }
        else if (zone.Split('/').Any(part => part.StartsWith('-') || part is "." or ".." || !ZonePart().IsMatch(part)) || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            errors.Invalid("spec.timeZone", zone, $"unknown time zone {zone}");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9._+-]{1,14}$")]
    private static partial Regex ZonePart();
}
