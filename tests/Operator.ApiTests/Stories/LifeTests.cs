using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Sandbox.Demo;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>The life of an ingestion that is right: settled, run, edited, left alone.</summary>
public sealed class LifeTests
{
    private const string OperatorAgent = "dbt-cloud-ingestion-operator";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_becomes_a_CronJob_and_is_ready_with_two_writes()
    {
        await using var world = await StoryWorld.SettledAsync();

        var cronJob = await world.CronJobAsync("analytics-marts");

        Assert.Contains("${OPENMETADATA_JWT_TOKEN}", cronJob.At("spec", "jobTemplate", "spec", "template", "metadata", "annotations").Text("metadata-ingestion.io/workflow"), StringComparison.Ordinal);
        Assert.Equal("dbt-cloud-ingestion-operator:story", cronJob.At("spec", "jobTemplate", "spec", "template").Items("spec", "initContainers").Single().Text("image"));
        Assert.Equal("docker.getcollate.io/openmetadata/ingestion-base:1.13.6", cronJob.At("spec", "jobTemplate", "spec", "template").Items("spec", "containers").Single().Text("image"));
        Assert.Equal(2, world.Kubernetes.Requests.WritesBesideLeases(OperatorAgent).Count);
    }

    [Fact]
    public async Task Its_run_is_told_with_its_true_outcome()
    {
        await using var world = await StoryWorld.SettledAsync();
        world.StartControllers();
        var cronJob = await world.CronJobAsync("analytics-marts");

        await world.Api.CreateAsync($"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/jobs", ManualJob.Of(cronJob!, "by-hand"), Cancelled);

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Succeeded");
        Assert.Equal("Manual", ingestion.Text("status", "lastRun", "trigger"));
        Assert.Equal(0, ingestion.Number("status", "lastRun", "exitCode"));
        Assert.Equal(DemoWorld.MartsRun.ToString(System.Globalization.CultureInfo.InvariantCulture), ingestion.Text("status", "lastRun", "dbtRun", "id"));
    }

    [Fact]
    public async Task A_run_that_fails_leaves_it_ready()
    {
        await using var world = await StoryWorld.SettledAsync();
        world.StartControllers();
        world.OpenMetadata.Change(server => server with { Version = "1.14.0" });
        var cronJob = await world.CronJobAsync("analytics-marts");

        await world.Api.CreateAsync($"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/jobs", ManualJob.Of(cronJob!, "by-hand"), Cancelled);

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Failed");
        Assert.Equal("True", ingestion.Condition("Ready").Text("status"));
        Assert.Equal(1, ingestion.Number("status", "lastRun", "exitCode"));
    }

    [Fact]
    public async Task A_filter_that_is_removed_takes_its_CronJob_along()
    {
        await using var world = await StoryWorld.SettledAsync();
        await world.ApplyAsync(world.Ingestion("analytics", ingestion => ingestion["spec"]!["filters"] = new JsonArray(new JsonObject { ["name"] = "staging", ["projectId"] = 98766 })));

        await world.UntilReadyAsync("analytics");

        Assert.NotNull(await world.CronJobAsync("analytics-staging"));
        Assert.Null(await world.CronJobAsync("analytics-marts"));
    }

    [Fact]
    public async Task What_somebody_changed_by_hand_is_put_right()
    {
        await using var world = await StoryWorld.SettledAsync();
        await world.Api.PatchAsync($"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/cronjobs/analytics-marts", new JsonObject { ["spec"] = new JsonObject { ["schedule"] = "0 0 1 1 *" } }, Cancelled);

        var cronJob = await world.UntilAsync($"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/cronjobs", "analytics-marts", item => item.Text("spec", "schedule") != "0 0 1 1 *");

        Assert.EndsWith("*/6 * * *", cronJob.Text("spec", "schedule"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strangers_CronJob_of_the_same_name_is_left_alone()
    {
        await using var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.Api.CreateAsync($"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/cronjobs", StrangersCronJob(), Cancelled);
        await world.ApplyAsync(world.Ingestion("analytics"));

        await world.StartOperatorAsync();

        await world.UntilConditionAsync("analytics", "CronJobsApplied", "NameConflict");
        Assert.Equal("0 0 1 1 *", (await world.CronJobAsync("analytics-marts")).Text("spec", "schedule"));
    }

    [Fact]
    public async Task Suspending_it_holds_the_CronJob_still()
    {
        await using var world = await StoryWorld.SettledAsync();
        await world.ApplyAsync(world.Ingestion("analytics", ingestion => ingestion["spec"]!["suspend"] = true));

        await world.UntilConditionAsync("analytics", "Ready", "Suspended");

        Assert.True((await world.CronJobAsync("analytics-marts")).Flag("spec", "suspend"));
    }

    [Fact]
    public async Task A_restart_of_the_operator_writes_nothing()
    {
        await using var world = await StoryWorld.SettledAsync();
        await world.StopOperatorAsync();
        world.Kubernetes.Requests.Clear();

        await world.StartOperatorAsync();
        await world.ApplyAsync(world.Ingestion("later"));
        await world.UntilReadyAsync("later");

        Assert.DoesNotContain(world.Kubernetes.Requests.WritesBesideLeases(OperatorAgent), request => request.Path.Contains("analytics", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_upgrade_of_the_operator_rewrites_the_CronJobs_whose_artifacts_it_fetches_once_and_no_others()
    {
        await using var world = await StoryWorld.SettledAsync();
        await world.ApplyAsync(world.Ingestion("direct", StoryWorld.Direct));
        await world.UntilReadyAsync("direct");
        await world.StopOperatorAsync();
        world.Kubernetes.Requests.Clear();

        await world.StartOperatorAsync(Later);
        await world.UntilAsync(StagedStory.CronJobsPath, "analytics-marts", cronJob => FetchImageOf(cronJob) == "dbt-cloud-ingestion-operator:later");
        await world.StopOperatorAsync();
        await world.StartOperatorAsync(Later);
        await world.ApplyAsync(world.Ingestion("marker"));
        await world.UntilReadyAsync("marker");

        var written = world.Kubernetes.Requests.WritesBesideLeases(OperatorAgent).Where(request => request.Path.Contains("/cronjobs/", StringComparison.Ordinal)).Select(request => request.Path.Split('/')[^1]);
        Assert.Equal(["analytics-marts", "marker-marts"], written.Order(StringComparer.Ordinal));
        Assert.Null(FetchImageOf((await world.CronJobAsync("direct-marts"))!));
    }

    private static Operator.Hosting.OperatorOptions Later(Operator.Hosting.OperatorOptions options) => options with { Plan = options.Plan with { FetchImage = "dbt-cloud-ingestion-operator:later" } };

    private static string? FetchImageOf(JsonObject cronJob) => cronJob.At("spec", "jobTemplate", "spec", "template").Items("spec", "initContainers").SingleOrDefault()?.Text("image");

    [Fact]
    public async Task Watches_that_are_cut_and_history_that_is_gone_cost_no_write()
    {
        await using var world = await StoryWorld.SettledAsync();
        world.Kubernetes.Requests.Clear();

        world.Kubernetes.Faults.ExpireHistory();
        world.Kubernetes.Faults.CutWatches();
        await world.ApplyAsync(world.Ingestion("later"));
        await world.UntilReadyAsync("later");

        Assert.DoesNotContain(world.Kubernetes.Requests.WritesBesideLeases(OperatorAgent), request => request.Path.Contains("analytics", StringComparison.Ordinal));
    }

    private static JsonObject StrangersCronJob() => JsonNode.Parse(
        """
        {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"analytics-marts"},"spec":{"schedule":"0 0 1 1 *","jobTemplate":{"spec":{"template":{
          "spec":{"restartPolicy":"Never","containers":[{"name":"theirs","image":"theirs:1"}]}}}}}}
        """)!.AsObject();
}
