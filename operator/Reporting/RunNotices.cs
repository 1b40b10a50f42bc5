using Operator.Plan;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>
/// Events of runs: asked for, begun, stuck, ended, and slots that were skipped. Each is told by what the status did not say before, so
/// that neither a restart nor a second look tells it again.
/// </summary>
internal sealed class RunNotices(DbtCloudIngestion ingestion, ReasonsPage page)
{
    private const string Action = "Ingest";

    /// <summary>What went well before the resource was first looked at is no news.</summary>
    private readonly bool _isFirstLook = ingestion.Status?.Conditions is null;

    public IEnumerable<Notice> Of(PlannedIngestion planned, FilterStatus after)
    {
        var before = Recall.StatusOf(ingestion, planned.Filter);
        return new[] { Request(before?.RequestedRun, after.RequestedRun), Begun(before?.LastRun, after.LastRun) }
            .Concat(planned.Runs.News.Select(Ended))
            .Append(Skipped(planned, before, after))
            .Append(NotVerified(before?.Verification, after.Verification))
            .OfType<Notice>()
            .Select(notice => notice with { Message = Assessment.Named(ingestion, planned.Filter, notice.Message) });
    }

    private static Notice? Request(RequestedRunStatus? before, RequestedRunStatus? after) => after switch
    {
        null => null,
        _ when before?.RequestedAt == after.RequestedAt && before?.Job == after.Job && before?.Message == after.Message => null,
        { Job: { } job } => Normal(RunEvents.Requested, $"Job {job} was made, as the annotation {Names.RunAtAnnotation} asks."),
        { Message: { } message } => Normal(RunEvents.Waiting, $"The run that the annotation {Names.RunAtAnnotation} asks for waits: {message}."),
        _ => null,
    };

    private Notice? Begun(RunStatus? before, RunStatus? after)
    {
        var isKnown = before is not null && after is not null && Runs.IsSame(before, after);
        return after switch
        {
            null => null,
            _ when Runs.IsEnded(after) => null,
            _ when RunResult.IsStuck(after.Result) => isKnown && before!.Result == after.Result ? null : Told(after),
            _ => isKnown || _isFirstLook ? null : Normal(RunEvents.Started, $"Job {after.Job} has started, {By(after.Trigger)}."),
        };
    }

    private Notice? Ended(RunStatus run) => _isFirstLook && RunAssessment.ReasonOf(run).Holds ? null : Told(run);

    private Notice Told(RunStatus run)
    {
        var reason = RunAssessment.ReasonOf(run);
        var message = run.Message ?? $"Job {run.Job} {(reason.Holds ? "succeeded" : "failed")}.";
        return new Notice(!reason.Holds, reason.Name, Action, Commands.Append(ingestion, new Finding(reason, message + DbtRunWords.After(message, run)), page));
    }

    private static Notice? Skipped(PlannedIngestion planned, FilterStatus? before, FilterStatus after) =>
        after.LastSkippedTime is { } slot && slot != before?.LastSkippedTime
            ? Normal(RunEvents.SlotSkipped, $"The run that was due at {KubernetesTime.Text(slot)} was skipped: Job {planned.Runs.Unfinished ?? after.LastRun?.Job} was still going on.")
            : null;

    /// <summary>Rows that failed the last time, too, are no news; and that of the ingestion has the event of the run.</summary>
    private Notice? NotVerified(VerificationStatus? before, VerificationStatus? after)
    {
        var failed = Failed(after).Where(row => !Failed(before).Any(earlier => earlier.Name == row.Name)).ToList();
        return failed.Count == 0 || Verification.NothingMatchedBy(after, after!.RunId) is not null
            ? null
            : new Notice(
                true,
                RunEvents.NotVerified,
                Action,
                $"Of Job {after!.Job} not everything is seen in OpenMetadata: {string.Join(". ", failed.Select(row => $"{row.Name}: {row.Message}"))}. See: dbt-cloud-ingestion-operator verify {ingestion.Key.Name} -n {ingestion.Key.Namespace}; {page.LinkToEvents}");
    }

    private static IEnumerable<CheckStatus> Failed(VerificationStatus? verification) => verification?.Checks?.Where(row => row.Result == CheckResults.Failed && row.Name != VerificationNames.Ingestion) ?? [];

    private static string By(string? trigger) => trigger switch
    {
        RunTriggers.Schedule => "by its schedule",
        RunTriggers.Requested => "as it was asked for",
        _ => "by hand",
    };

    private static Notice Normal(string reason, string message) => new(false, reason, Action, message);
}
