using System.Text.Json.Nodes;
using Bench.Cluster;
using Bench.Machine;
using Bench.Reporting;

namespace Bench.Phases;

/// <summary>
/// In one more namespace forty resources of ten filters wait for a dbt Cloud that answers after 14 seconds. Others edit theirs: how
/// soon do their CronJobs follow, and how soon where the edit has to be tested first, at their own dbt Cloud?
/// </summary>
internal sealed class NeighbourPhase : IPhase
{
    // Numbers of retries that no other phase uses.
    private const int Edited = 7;
    private const int EditedAndTested = 8;
    private const int Tests = 50;

    public string Name => "neighbour";

    public async Task<Figures> RunAsync(Stage stage, Figures figures, CancellationToken cancellationToken)
    {
        stage.Operator ??= stage.StartOperator();
        using var metrics = new OperatorMetrics(stage.Operator, stage.Time);
        if (await stage.InTimeAsync(token => metrics.SettledAsync(stage.Resources, token), cancellationToken) is null)
        {
            stage.Say($"neighbour       the operator did not settle before the neighbour came");
            return figures;
        }

        await stage.PopulateNeighbourAsync(cancellationToken);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = new CronJobWatch(stage.Time);
        var reading = await watch.OpenAsync(stage.Cluster.Http, await stage.Population.ResourceVersionOfCronJobsAsync(cancellationToken), watching.Token);
        var edits = await MeasureAsync(stage, watch, Edited, stage.Options.Edits, Edit, cancellationToken);
        var tests = await MeasureAsync(stage, watch, EditedAndTested, Tests, TestedEdit, cancellationToken);
        await watching.CancelAsync();
        await reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        figures = figures with
        {
            NeighbourEditMsP50 = edits is null ? null : Percentile.Median(edits),
            NeighbourEditMsP99 = edits is null ? null : Percentile.Of(edits, 99),
            NeighbourTestedEditMsP50 = tests is null ? null : Percentile.Median(tests),
            NeighbourTestedEditMsP99 = tests is null ? null : Percentile.Of(tests, 99),
        };
        stage.Say($"neighbour       edits beside it: {figures.NeighbourEditMsP50:0.0} ms median, {figures.NeighbourEditMsP99:0.0} ms 99th percentile; tested first: {figures.NeighbourTestedEditMsP50:0.0} and {figures.NeighbourTestedEditMsP99:0.0} ms");
        return figures;
    }

    /// <summary>Null where one edit was not followed. Each resource is edited once, or there are fewer edits.</summary>
    private static async Task<IReadOnlyList<double>?> MeasureAsync(
        Stage stage, CronJobWatch watch, int retries, int most, Func<int, JsonObject> edited, CancellationToken cancellationToken)
    {
        var milliseconds = new List<double>();
        for (var edit = 0; edit < Math.Min(most, stage.Resources); edit++)
        {
            var followed = await EditPhase.FollowedAsync(
                stage,
                watch,
                EditPhase.ResourceOf(edit, stage.Resources),
                retries,
                (resource, token) => stage.Population.PatchAsync(Population.PathOf(resource), new JsonObject { ["spec"] = edited(retries) }, token),
                cancellationToken);
            if (followed is not var (fromAnswer, _))
            {
                stage.Say($"neighbour       edit {edit} was not followed within {stage.Options.Patience.TotalSeconds} s");
                return null;
            }

            milliseconds.Add(fromAnswer);
            await stage.PauseAsync(stage.Options.EditPause, cancellationToken);
        }

        return milliseconds;
    }

    private static JsonObject Edit(int retries) => new() { ["run"] = new JsonObject { ["retries"] = retries } };

    /// <summary>Which run is ingested is among what the test rests on.</summary>
    private static JsonObject TestedEdit(int retries) => new()
    {
        ["run"] = new JsonObject { ["retries"] = retries },
        ["artifacts"] = new JsonObject { ["runs"] = "LatestFinished" },
    };
}
