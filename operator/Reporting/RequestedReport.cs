using Operator.Plan;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>What became of a run that was asked for.</summary>
internal static class RequestedReport
{
    public static RequestedRunStatus? Of(PlannedIngestion planned, IReadOnlyList<CarriedOut> done) => planned.Requested switch
    {
        RequestedRun.Started started => new() { RequestedAt = started.Value, Job = started.Job },
        RequestedRun.Waits waits => new() { RequestedAt = waits.Value, Message = waits.For },
        RequestedRun.Start start => done.FirstOrDefault(one => one.Filter == planned.Filter && one.RunNotStarted is not null) is { RunNotStarted: { } why }
            ? new() { RequestedAt = start.Value, Message = why }
            : new() { RequestedAt = start.Value, Job = start.Job },
        _ => null,
    };

    /// <summary>The request, once every filter that it concerns has started for it.</summary>
    public static string? Handled(DbtCloudIngestion ingestion, IReadOnlyList<FilterStatus> filters) =>
        Requests.Run(ingestion) is { } request && !Requests.NamesNoFilter(ingestion, request)
            && filters.Where(filter => request.Concerns(filter.Filter!)).All(filter => filter.RequestedRun is { Job: not null } run && run.RequestedAt == request.Value)
            ? request.Value
            : null;
}
