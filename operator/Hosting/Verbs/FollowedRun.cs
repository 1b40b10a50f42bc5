using System.Collections.Immutable;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>The run of one filter, followed by what the status says of it from one look to the next.</summary>
/// <param name="Value">The request that it is for.</param>
internal sealed record FollowedRun(string Filter, string Value)
{
    public RunStage Stage { get; init; } = new RunStage.Asked();

    /// <summary>Runs that were there before this one.</summary>
    private ImmutableHashSet<string> Earlier { get; init; } = [];

    /// <param name="before">The ingestion as it was when the run was asked for.</param>
    public static FollowedRun From(DbtCloudIngestion before, string filter, string value) => new(filter, value)
    {
        Earlier = Recall.StatusOf(before, filter)?.LastRun?.Job is { } job ? [job] : [],
    };

    /// <param name="ingestion">Null where it is gone.</param>
    public FollowedRun See(DbtCloudIngestion? ingestion)
    {
        if (Stage.IsOver)
        {
            return this;
        }

        return ingestion is null ? Lost("the ingestion was deleted, and its Jobs with it")
            : Selection.AllOf(ingestion).FirstOrDefault(selection => selection.Filter == Filter) is { } selection ? See(ingestion, selection)
            : Lost("spec.filters does not have the filter any more");
    }

    private FollowedRun See(DbtCloudIngestion ingestion, Selection selection)
    {
        var status = Recall.StatusOf(ingestion, Filter);
        var answer = status?.RequestedRun is { } told && told.RequestedAt == Value ? told : null;
        var job = answer?.Job ?? RequestedRun.NameOf(selection, Value);
        if (status?.LastRun is { } last && last.Job == job)
        {
            return this with { Stage = Of(last) };
        }

        if (answer?.Job is not null || Stage is RunStage.Made or RunStage.Running or RunStage.Stuck)
        {
            return status?.LastRun?.Job is { } other && !Earlier.Contains(other)
                ? Lost($"Job {job} is not the newest run any more, since {other} has begun after it: kubectl describe job {job} -n {ingestion.Key.Namespace}")
                : this with { Stage = new RunStage.Made(job) };
        }

        var waiting = this with { Earlier = status?.LastRun?.Job is { } earlier ? Earlier.Add(earlier) : Earlier };
        return Requests.Run(ingestion) is { } request && request.Value == Value
            ? waiting with { Stage = OfWaiting(ingestion, answer) }
            : Replaced(ingestion);
    }

    /// <summary>Somebody has asked anew before it started: that request stands for this one, where it is for this filter as well.</summary>
    private FollowedRun Replaced(DbtCloudIngestion ingestion) => Requests.Run(ingestion) is { } newer && newer.Concerns(Filter)
        ? (this with { Value = newer.Value }).See(ingestion)
        : Lost($"the request was withdrawn before it started: the annotation {Names.RunAtAnnotation} was changed");

    private FollowedRun Lost(string why) => this with { Stage = new RunStage.Lost(why) };

    private static RunStage OfWaiting(DbtCloudIngestion ingestion, RequestedRunStatus? answer) => answer?.Message switch
    {
        null => new RunStage.Asked(),
        RequestedRun.UntilApplied when Obstacles.Of(ingestion) is { } obstacle => new RunStage.Blocked(obstacle),
        var message => new RunStage.Waits(message),
    };

    private static RunStage Of(RunStatus run) =>
        Runs.IsEnded(run) ? new RunStage.Ended(run)
        : RunResult.IsStuck(run.Result) ? new RunStage.Stuck(run.Result!, run.Message ?? "it cannot go on")
        : new RunStage.Running(run.Job!);
}
