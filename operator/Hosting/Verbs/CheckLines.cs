using Operator.Plan;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>One tick as it is printed.</summary>
/// <param name="Name">That of the check in the status; Spec, Secrets, CronJobs and Cluster stand for what keeps the checks from being made.</param>
internal sealed record CheckLine(string Name, string Result)
{
    /// <summary>Set where several filters have a tick each.</summary>
    public string? Filter { get; init; }

    public string? Reason { get; init; }

    public string? Message { get; init; }

    /// <summary>Null where the check cost no call of its own.</summary>
    public TimeSpan? Took { get; init; }
}

/// <summary>One ingestion with its ticks.</summary>
internal sealed record CheckedIngestion(IngestionManifest Manifest, IReadOnlyList<CheckLine> Lines)
{
    private static readonly string[] WorstFirst = [CheckResults.Failed, CheckResults.Unknown, CheckResults.Warning, CheckResults.Passed];

    public string Result => WorstFirst.First(result => result == CheckResults.Passed || Count(result) > 0);

    public int ExitCode => Result switch
    {
        CheckResults.Failed => VerbExit.Failed,
        CheckResults.Unknown => VerbExit.Unknown,
        _ => VerbExit.Done,
    };

    public int Count(string result) => Lines.Count(line => line.Result == result);
}

/// <summary>The status's own checks as lines: of several filters each has its own.</summary>
internal static class CheckLines
{
    public static IReadOnlyList<CheckLine> Of(DbtCloudIngestion ingestion, Observation seen, IngestionPlan plan, IngestionStatus status, Durations took)
    {
        if (plan.Verdict is Verdict.Stalled { Because: var because })
        {
            return [Failed("Spec", because)];
        }

        var secrets = Judgement.Secrets(seen);
        return
        [
            .. secrets.Reason.Holds ? Array.Empty<CheckLine>() : [Failed("Secrets", secrets)],
            .. (status.Connection?.Checks ?? []).SelectMany(check => Lines(ingestion, check, status, took)),
            .. CronJobs(plan),
        ];
    }

    private static List<CheckLine> Lines(DbtCloudIngestion ingestion, CheckStatus check, IngestionStatus status, Durations took)
    {
        var filters = ingestion.Spec?.Filters ?? [];
        var own = filters.Count > 1 ? OfFilters(filters, check.Name!, status, took).ToList() : [];
        return own.Count > 0 ? own : [Line(check) with { Took = took.Of(check.Name!) }];
    }

    private static IEnumerable<CheckLine> OfFilters(IReadOnlyList<FilterSpec> filters, string name, IngestionStatus status, Durations took) =>
        from found in status.Ingestions ?? []
        let check = found.Checks?.FirstOrDefault(check => check.Name == name)
        where check is not null
        let filter = filters.FirstOrDefault(filter => filter.Name == found.Filter)
        select Line(check) with { Filter = found.Filter, Took = took.Of(name, About(name, filter, found)) };

    /// <summary>What the addresses of a filter's calls hold.</summary>
    private static string[] About(string name, FilterSpec? filter, FilterStatus found) =>
        name == CheckNames.Artifacts && found.RecentRun?.Id is { } run ? [$"/runs/{run}/"]
        : filter?.JobId is { } job ? [$"job_definition_id={job.Digits}", $"/jobs/{job.Digits}/"]
        : filter?.ProjectId is { } project ? [$"project_id={project.Digits}", $"/projects/{project.Digits}/"]
        : [];

    /// <summary>All is well with the connection, and yet no CronJob would come of it.</summary>
    private static IEnumerable<CheckLine> CronJobs(IngestionPlan plan) => plan.Connection.Reason?.Holds != true ? [] :
        from planned in plan.Ingestions
        let withheld = planned.Withheld
        where withheld is not null && withheld.Reason == Reasons.CronJobsApplied.WaitingForJobSchedule
        select Failed("CronJobs", withheld) with { Filter = planned.Filter };

    private static CheckLine Line(CheckStatus check) => new(check.Name!, check.Result!) { Reason = check.Reason, Message = check.Message };

    private static CheckLine Failed(string name, Finding finding) => new(name, CheckResults.Failed) { Reason = finding.Reason.Name, Message = finding.Message };
}
