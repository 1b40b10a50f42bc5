using Operator.OpenMetadata;
using Operator.Plan;

namespace Operator.Reconcile;

/// <summary>
/// Tells OpenMetadata what it has to know of pipelines and runs. Nothing of it holds up a CronJob: what is refused is a warning,
/// and what did not arrive is told again.
/// </summary>
internal sealed class OpenMetadataWrites(IOpenMetadata openMetadata, TimeProvider time)
{
    private readonly PipelineWrites _pipelines = new(openMetadata, time);
    private readonly RunEndWrites _ends = new(openMetadata);

    /// <param name="way">Null where nobody may be spoken to.</param>
    public async Task<Carried> OutAsync(IngestionPlan plan, BotQuestion? way, OutsideWork outside, CancellationToken cancellationToken)
    {
        if (!plan.Ingestions.Any(planned => planned.Pipeline is not null || planned.Untold.Count > 0))
        {
            return new([], null);
        }

        var door = way is { Bot.Seen.Reason.Holds: true } && await way.Bot.TokenAsync(cancellationToken) is { } token ? new OpenDoor(way.Server, token) : null;
        var told = new List<(CarriedOut Outcome, string? TryAgain)>();
        foreach (var planned in plan.Ingestions)
        {
            if (planned.Pipeline is { } pipeline && door is not null)
            {
                told.Add(await outside.Writes.AskAsync(stop => _pipelines.CreateAsync(door, planned.Filter, pipeline, stop), () => Late(planned.Filter), cancellationToken));
            }

            foreach (var run in planned.Untold)
            {
                told.Add(await outside.Writes.AskAsync(stop => _ends.TellAsync(door, planned.Filter, run, stop), () => Late(planned.Filter), cancellationToken));
            }
        }

        return new([.. told.Select(one => one.Outcome)], told.Select(one => one.TryAgain).FirstOrDefault(why => why is not null));
    }

    /// <summary>A CronJob does not wait for it, and neither does the status.</summary>
    private static (CarriedOut Outcome, string? TryAgain) Late(string filter) => (new(filter, null), "OpenMetadata did not answer in time");
}
