using System.Text.Json.Nodes;
using Bench.Cluster;
using Bench.Reporting;

namespace Bench.Phases;

/// <summary>One resource among all is edited, again and again another one: how soon does its CronJob follow?</summary>
internal sealed class EditPhase : IPhase
{
    // Walks through all namespaces and resources; prime to every size that is a round number.
    private const int Stride = 7_919;

    public string Name => "edit";

    public async Task<Figures> RunAsync(Stage stage, Figures figures, CancellationToken cancellationToken)
    {
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = new CronJobWatch(stage.Time);
        var reading = await watch.OpenAsync(stage.Cluster.Http, await stage.Population.ResourceVersionOfCronJobsAsync(cancellationToken), watching.Token);
        var (answered, sent) = (new List<double>(), new List<double>());
        for (var edit = 0; edit < stage.Options.Edits; edit++)
        {
            if (await EditAsync(stage, watch, edit, cancellationToken) is not var (fromAnswer, fromSend))
            {
                stage.Say($"edit            number {edit} was not followed within {stage.Options.Patience.TotalSeconds} s");
                return figures;
            }

            answered.Add(fromAnswer);
            sent.Add(fromSend);
            await stage.PauseAsync(stage.Options.EditPause, cancellationToken);
        }

        await watching.CancelAsync();
        await reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        figures = figures with
        {
            EditMsP50 = Percentile.Median(answered),
            EditMsP99 = Percentile.Of(answered, 99),
            EditFromSendMsP50 = Percentile.Median(sent),
            EditFromSendMsP99 = Percentile.Of(sent, 99),
        };
        stage.Say($"edit            {answered.Count} edits: {figures.EditMsP50:0.0} ms median, {figures.EditMsP99:0.0} ms 99th percentile from the answer; {figures.EditFromSendMsP50:0.0} and {figures.EditFromSendMsP99:0.0} ms from the sending");
        return figures;
    }

    /// <summary>Gives the resource's run another number of retries, which its CronJob has to take over.</summary>
    public static Task ChangeAsync(Stage stage, int resource, int retries, CancellationToken cancellationToken) => stage.Population.PatchAsync(
        Population.PathOf(resource), new JsonObject { ["spec"] = new JsonObject { ["run"] = new JsonObject { ["retries"] = retries } } }, cancellationToken);

    /// <summary>The resource whose turn it is, of so many.</summary>
    public static int ResourceOf(int edit, int resources) => (int)((long)edit * Stride % resources);

    private static Task<(double FromAnswer, double FromSend)?> EditAsync(Stage stage, CronJobWatch watch, int edit, CancellationToken cancellationToken)
    {
        var retries = 1 + edit / stage.Resources;
        return FollowedAsync(stage, watch, ResourceOf(edit, stage.Resources), retries, (resource, token) => ChangeAsync(stage, resource, retries, token), cancellationToken);
    }

    /// <summary>How many milliseconds after the answer to an edit, and after its sending, the CronJob has followed; null where it has not.</summary>
    public static async Task<(double FromAnswer, double FromSend)?> FollowedAsync(
        Stage stage, CronJobWatch watch, int resource, int retries, Func<int, CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        var (sent, answered) = (0L, 0L);
        var followed = await stage.InTimeAsync(
            async token =>
            {
                var follows = watch.FollowsAsync(resource, retries, token);
                sent = stage.Time.GetTimestamp();
                await change(resource, token);
                answered = stage.Time.GetTimestamp();
                return await follows;
            },
            cancellationToken);
        return followed is { } at ? (Math.Max(0, stage.Time.GetElapsedTime(answered, at).TotalMilliseconds), stage.Time.GetElapsedTime(sent, at).TotalMilliseconds) : null;
    }
}
