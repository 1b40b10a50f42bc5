using Operator.Resource;

namespace Operator.Reporting;

/// <summary>
/// Keeps every text of the status within <see cref="StatusText"/>, wherever it came from. A report is compared with the status that was
/// written before, so it is cut before that.
/// </summary>
internal static class StatusLimits
{
    public static ConnectionStatus Of(ConnectionStatus connection) => connection with { Checks = Of(connection.Checks) };

    public static FilterStatus Of(FilterStatus filter) => filter with
    {
        Image = StatusText.Word(filter.Image),
        Schedule = StatusText.Word(filter.Schedule),
        JobSchedule = StatusText.Word(filter.JobSchedule),
        Checks = Of(filter.Checks),
        RecentRun = Of(filter.RecentRun),
        LastRun = Of(filter.LastRun),
        RequestedRun = filter.RequestedRun is { } requested ? requested with { Message = StatusText.Message(requested.Message) } : null,
        LastIngested = Of(filter.LastIngested),
        Verification = filter.Verification is { } verification ? Of(verification) : null,
    };

    private static CheckStatus[]? Of(IReadOnlyList<CheckStatus>? checks) =>
        checks is null ? null : [.. checks.Select(check => check with { Message = StatusText.Message(check.Message) })];

    private static RunStatus? Of(RunStatus? run) =>
        run is null ? null : run with { DbtRun = Of(run.DbtRun), Message = StatusText.Message(run.Message) };

    private static DbtRunStatus? Of(DbtRunStatus? run) => run is null ? null : run with
    {
        Id = StatusText.Word(run.Id),
        JobId = StatusText.Word(run.JobId),
        Status = StatusText.Word(run.Status),
        DbtVersion = StatusText.Word(run.DbtVersion),
        Url = StatusText.Word(run.Url),
        TestsFrom = run.TestsFrom is { } tests ? tests with { Id = StatusText.Word(tests.Id), Status = StatusText.Word(tests.Status) } : null,
    };

    private static IngestedStatus? Of(IngestedStatus? ingested) =>
        ingested is null ? null : ingested with { DbtRunId = StatusText.Word(ingested.DbtRunId), Mark = StatusText.Word(ingested.Mark) };

    private static VerificationStatus Of(VerificationStatus verification) => verification with
    {
        DbtRunId = StatusText.Word(verification.DbtRunId),
        Checks = Of(verification.Checks),
        Retry = verification.Retry is { Before: { } before } retry ? retry with { Before = before with { LastIngested = Of(before.LastIngested) } } : verification.Retry,
    };
}
