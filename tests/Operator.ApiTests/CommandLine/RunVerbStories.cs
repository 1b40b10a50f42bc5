using System.Text.Json.Nodes;
using Operator.ApiTests.Leading;
using Operator.ApiTests.Stories;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Sandbox.Demo;
using Xunit;

namespace Operator.ApiTests.CommandLine;

/// <summary>Somebody runs an ingestion now, from the command line.</summary>
public sealed class RunVerbStories
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_names_the_Jobs_that_the_operator_then_makes()
    {
        await using var world = await StoryWorld.SettledAsync(WithStaging);

        var run = await LiveVerb.RunAsync(world.Kubeconfig, "run analytics -n data");

        var ingestion = await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastHandledRunAt") is not null);
        Assert.Equal(0, run.Code);
        Assert.StartsWith("data/analytics: a run of marts, staging is asked for (20", run.Error, StringComparison.Ordinal);
        Assert.All(await JobsAsync(world), job => Assert.Contains($"kubectl logs -f -n data job/{job.NameOf()}\n", run.Out, StringComparison.Ordinal));
        Assert.Equal(["analytics-marts", "analytics-staging"], (await JobsAsync(world)).Select(job => job.NameOf()[..^11]).Order(StringComparer.Ordinal));
        Assert.Equal(ingestion.Text("metadata", "annotations", "metadata-ingestion.io/run-at"), ingestion.Text("status", "lastHandledRunAt"));
    }

    [Fact]
    public async Task It_waits_for_the_results_and_ends_with_them()
    {
        await using var world = await StoryWorld.SettledAsync(WithStaging);
        world.StartControllers();

        var run = await LiveVerb.RunAsync(world.Kubeconfig, "run analytics -n data --wait");

        Assert.Equal(0, run.Code);
        var rows = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("FILTER", rows[0], StringComparison.Ordinal);
        Assert.Collection(rows[1..], row => Assert.StartsWith("marts    Succeeded", row, StringComparison.Ordinal), row => Assert.StartsWith("staging  Succeeded", row, StringComparison.Ordinal));
        Assert.All(rows[1..], row => Assert.Contains("It counted", row, StringComparison.Ordinal));
        Assert.Contains(" s  staging  Succeeded: Job analytics-staging-", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_filter_runs_alone()
    {
        await using var world = await StoryWorld.SettledAsync(WithStaging);
        world.StartControllers();

        var run = await LiveVerb.RunAsync(world.Kubeconfig, "run analytics -n data --filter staging --wait");

        Assert.Equal(0, run.Code);
        Assert.StartsWith("analytics-staging-", Assert.Single(await JobsAsync(world)).NameOf(), StringComparison.Ordinal);
        var ingestion = (await IngestionAsync(world))!;
        Assert.Equal([null, "Requested"], ingestion.Items("status", "ingestions").Select(filter => filter.Text("lastRun", "trigger")));
        Assert.EndsWith("Z filter=staging", ingestion.Text("status", "lastHandledRunAt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_what_it_waits_for()
    {
        await using var world = await StoryWorld.SettledAsync();
        await world.Api.CreateAsync(RunStories.JobsPath, ManualJob.Of(await RunStories.CronJobAsync(world), "by-hand"), Cancelled);
        await world.UntilAsync($"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/cronjobs", "analytics-marts", item => item.Flag("spec", "suspend"));

        await using var verb = LiveVerb.Start(world.Kubeconfig, "run analytics -n data --wait");
        await verb.UntilToldAsync("marts  waits: it starts once Job by-hand has ended");
        world.StartControllers();

        Assert.Equal(0, (await verb.EndedAsync()).Code);
        Assert.Equal(2, (await JobsAsync(world)).Count);
    }

    [Fact]
    public async Task A_failed_run_has_its_own_code_and_its_reason()
    {
        await using var world = await StoryWorld.SettledAsync();
        await using var verb = LiveVerb.Start(world.Kubeconfig, "run analytics -n data --wait");

        var job = await TakenUpAsync(world);
        await job.PodAsync("""{"phase":"Running"}""");
        await verb.UntilToldAsync($"marts  Job {job.Name} is running");
        await job.ContainerEndsAsync(137, "OOMKilled");
        await job.FailsAsync();

        var run = await verb.EndedAsync();
        Assert.Equal(7, run.Code);
        Assert.Contains("marts   OutOfMemory", run.Out, StringComparison.Ordinal);
        Assert.Contains("raise run.resources.limits.memory", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_that_cannot_start_is_told_and_after_the_timeout_the_run_is_left_alone()
    {
        await using var world = await StoryWorld.SettledAsync();
        var clock = new LeapingClock();
        await using var verb = LiveVerb.Start(world.Kubeconfig, "run analytics -n data --wait --timeout 1h", clock);

        var job = await TakenUpAsync(world);
        await job.PodAsync("""{"phase":"Pending","containerStatuses":[{"name":"ingestion","image":"mirror.example/ingestion:1","imageID":"","ready":false,"restartCount":0,"state":{"waiting":{"reason":"ImagePullBackOff","message":"Back-off"}}}]}""");
        await verb.UntilToldAsync("marts  ImagePullFailed: Job ");
        clock.Leap(TimeSpan.FromHours(1));

        var run = await verb.EndedAsync();
        Assert.Equal(9, run.Code);
        Assert.Contains("After 3600 s (--timeout) it has not ended.\n  marts  ImagePullFailed: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("It goes on all the same.", run.Error, StringComparison.Ordinal);
        Assert.Single(await JobsAsync(world));
    }

    [Fact]
    public async Task Without_an_operator_it_says_so_and_Ctrl_C_leaves_the_request()
    {
        await using var world = await StoryWorld.SettledAsync();
        await world.StopOperatorAsync();
        var clock = new LeapingClock();
        await using var verb = LiveVerb.Start(world.Kubeconfig, "run analytics -n data --wait", clock);
        await verb.UntilToldAsync("is asked for");
        await clock.BegunAsync(TimeSpan.FromSeconds(20), Cancelled);

        clock.Leap(TimeSpan.FromSeconds(20));
        await verb.UntilToldAsync("no operator has answered; does one run, and does it serve data/analytics?");
        verb.Interrupt();

        var run = await verb.EndedAsync();
        Assert.Equal(130, run.Code);
        Assert.Contains("The request stands; kubectl annotate dci analytics -n data metadata-ingestion.io/run-at- withdraws it.", run.Error, StringComparison.Ordinal);
        await world.StartOperatorAsync();
        await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastHandledRunAt") is not null);
        Assert.Single(await JobsAsync(world));
    }

    [Fact]
    public async Task Two_people_who_ask_for_different_filters_both_get_their_run()
    {
        await using var world = await StoryWorld.SettledAsync(WithStaging);
        await world.StopOperatorAsync();
        await using var first = LiveVerb.Start(world.Kubeconfig, "run analytics -n data --filter marts --wait");
        await first.UntilToldAsync("is asked for");

        await using var second = LiveVerb.Start(world.Kubeconfig, "run analytics -n data --filter staging --wait");
        await second.UntilToldAsync("marts: an earlier request still waits; this one takes its place.");
        await first.UntilToldAsync("a newer request takes the place of this one, and is followed");
        world.StartControllers();
        await world.StartOperatorAsync();

        Assert.Equal(0, (await first.EndedAsync()).Code);
        Assert.Equal(0, (await second.EndedAsync()).Code);
        Assert.Equal(2, (await JobsAsync(world)).Count);
    }

    [Fact]
    public async Task A_suspended_one_runs_and_it_is_told_that_it_stays_suspended()
    {
        await using var world = await StoryWorld.SettledAsync(ingestion => ingestion["spec"]!["suspend"] = true);
        world.StartControllers();

        var run = await LiveVerb.RunAsync(world.Kubeconfig, "run analytics -n data --wait");

        Assert.Equal(0, run.Code);
        Assert.Contains("spec.suspend is set: it runs all the same, and the schedule stays suspended.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_answered_with_those_that_do()
    {
        await using var world = await StoryWorld.SettledAsync(WithStaging);

        var name = await LiveVerb.RunAsync(world.Kubeconfig, "run analytic -n data --wait");
        var filter = await LiveVerb.RunAsync(world.Kubeconfig, "run analytics -n data --filter mart");
        var elsewhere = await LiveVerb.RunAsync(world.Kubeconfig, "run analytics -n other");

        Assert.Equal((4, "There is no DbtCloudIngestion \"analytic\" in the namespace data; there are: analytics.\n"), (name.Code, name.Error));
        Assert.Equal((4, "data/analytics has no filter \"mart\"; there are: marts, staging.\n"), (filter.Code, filter.Error));
        Assert.Equal((4, "There is no DbtCloudIngestion \"analytics\" in the namespace other; there is none at all; --namespace names another.\n"), (elsewhere.Code, elsewhere.Error));
        Assert.Null((await IngestionAsync(world)).Text("metadata", "annotations", "metadata-ingestion.io/run-at"));
    }

    [Fact]
    public async Task Of_a_stalled_one_nothing_is_asked()
    {
        await using var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("analytics", ingestion => ingestion["spec"]!["schedule"]!["cron"] = "*/5 * * * *"));
        await world.StartOperatorAsync();
        await world.UntilConditionAsync("analytics", "Stalled", "ScheduleTooFrequent");

        var run = await LiveVerb.RunAsync(world.Kubeconfig, "run analytics -n data --wait");

        Assert.Equal(4, run.Code);
        Assert.StartsWith("Nothing was asked for: data/analytics is Stalled, and nothing starts until its spec is edited. ScheduleTooFrequent: ", run.Error, StringComparison.Ordinal);
        Assert.Null((await IngestionAsync(world)).Text("metadata", "annotations", "metadata-ingestion.io/run-at"));
    }

    [Fact]
    public async Task Where_a_refused_token_keeps_the_CronJob_from_being_made_it_says_so_and_does_not_hang()
    {
        await using var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "token", "dbtc_expired_0123456789"));
        await world.ApplyAsync(world.Ingestion("analytics"));
        await world.StartOperatorAsync();
        await world.UntilConditionAsync("analytics", "ConnectionVerified", "InvalidTokenOrHost");

        var run = await LiveVerb.RunAsync(world.Kubeconfig, "run analytics -n data --wait");

        Assert.Equal(4, run.Code);
        Assert.Contains("marts   NotStarted  -     -    InvalidTokenOrHost: ", run.Out, StringComparison.Ordinal);
        world.StartControllers();
        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "token", DemoWorld.Token));
        await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Succeeded");
    }

    [Fact]
    public async Task An_ingestion_that_is_deleted_meanwhile_ends_the_waiting()
    {
        await using var world = await StoryWorld.SettledAsync();
        await using var verb = LiveVerb.Start(world.Kubeconfig, "run analytics -n data --wait");
        await verb.UntilToldAsync("is made");

        await world.Api.DeleteAsync(IngestionPath, Cancelled);

        var run = await verb.EndedAsync();
        Assert.Equal(5, run.Code);
        Assert.Contains("the ingestion was deleted", run.Out, StringComparison.Ordinal);
    }

    private const string IngestionPath = $"/apis/metadata-ingestion.io/v1alpha1/namespaces/{StoryWorld.Namespace}/dbtcloudingestions/analytics";

    private static void WithStaging(JsonObject ingestion) =>
        ingestion["spec"]!["filters"]!.AsArray().Add(new JsonObject { ["name"] = "staging", ["projectId"] = 98766 });

    private static Task<JsonObject?> IngestionAsync(StoryWorld world) => world.Api.GetAsync(IngestionPath, Cancelled);

    private static async Task<IReadOnlyList<JsonObject>> JobsAsync(StoryWorld world) => [.. (await world.Api.GetAsync(RunStories.JobsPath, Cancelled)).Items("items")];

    /// <summary>The Job that the operator makes, which the story plays from then on.</summary>
    private static async Task<PlayedJob> TakenUpAsync(StoryWorld world)
    {
        await world.UntilIngestionAsync("analytics", item => item.Items("status", "ingestions").All(filter => filter.Text("requestedRun", "job") is not null));
        return await PlayedJob.TakenUpAsync(world.Api, (await JobsAsync(world)).Single());
    }
}
