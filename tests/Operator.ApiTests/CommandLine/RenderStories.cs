using System.Text.Json.Nodes;
using Operator.ApiTests.Stories;
using Operator.Hosting.Verbs;
using Sandbox.Controllers;
using Xunit;

namespace Operator.ApiTests.CommandLine;

/// <summary>What render prints is what the operator applies, and its diff is empty once that is so.</summary>
public sealed class RenderStories
{
    /// <summary>What the story's operator has been given; its image is read off the CronJobs.</summary>
    private static readonly string[] SameOptions = ["--fetch-spread", "0"];

    [Fact]
    public async Task It_is_the_very_object_that_the_operator_sends()
    {
        await using var world = await StoryWorld.SettledAsync();

        var run = await VerbRun.InClusterAsync(world, ["render", "-f", "-", .. SameOptions], world.Ingestion("analytics"));

        var live = await world.CronJobAsync("analytics-marts");
        var rendered = YamlReading.Read("rendered", new StringReader(run.Out)).Documents.Single().Root;
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(live.Text("metadata", "annotations", "metadata-ingestion.io/applied"), rendered.Text("metadata", "annotations", "metadata-ingestion.io/applied"));
        AssertIn(rendered, live!, "");
    }

    [Fact]
    public async Task A_job_that_is_followed_lends_its_schedule_one_hour_later()
    {
        await using var world = await StoryWorld.StartAsync();
        var following = world.Ingestion("analytics", ingestion => ingestion["spec"]!["filters"]![0]!["schedule"] = new JsonObject { ["followJob"] = true });

        var run = await VerbRun.OfAsync(world, ["render", "-f", "-", "-o", "json"], manifests: following);

        Assert.Equal(0, run.Code);
        Assert.Equal("17 1-19/6 * * *", (string)run.Json["items"]![0]!["spec"]!["schedule"]!);
    }

    [Fact]
    public async Task The_server_is_asked_for_its_version()
    {
        await using var world = await StoryWorld.StartAsync();
        world.OpenMetadata.Change(server => server with { Version = "1.12.14" });

        var run = await VerbRun.OfAsync(world, ["render", "-f", "-"], manifests: world.Ingestion("analytics"));

        Assert.Contains("ingestion-base:1.12.14\n", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("assumed", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_nobody_knows_is_assumed_aloud()
    {
        await using var world = await StoryWorld.StartAsync();

        var run = await VerbRun.OfAsync(world, ["render", "-f", "-"], manifests: world.Ingestion("analytics", ingestion => ingestion["spec"]!["openMetadata"]!["url"] = "http://127.0.0.1:9/api"));

        Assert.Equal(0, run.Code);
        Assert.Contains("is assumed for the image's tag; give --openmetadata-version", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_differs_once_the_operator_has_settled_it()
    {
        await using var world = await SettledAsync();

        var run = await VerbRun.InClusterAsync(world, ["render", "-f", "-", "--diff", .. SameOptions], world.Ingestion("analytics"));

        Assert.Equal((0, "", ""), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task An_edit_shows_as_the_lines_that_would_change()
    {
        await using var world = await SettledAsync();
        world.Kubernetes.Requests.Clear();
        var edited = world.Ingestion("analytics", ingestion => ingestion["spec"]!["suspend"] = true);

        var run = await VerbRun.InClusterAsync(world, ["render", "-f", "-", "--diff", .. SameOptions], edited);

        Assert.Equal(6, run.Code);
        Assert.StartsWith("--- live cronjobs/data/analytics-marts\n+++ rendered cronjobs/data/analytics-marts\n@@ ", run.Out, StringComparison.Ordinal);
        Assert.Equal(["-  suspend: false", "+  suspend: true"], Changes(run).Where(line => !line.Contains("metadata-ingestion.io/applied", StringComparison.Ordinal)));
        Assert.False((await world.CronJobAsync("analytics-marts")).Flag("spec", "suspend"));
    }

    [Fact]
    public async Task What_an_edit_takes_away_shows_too()
    {
        await using var world = await SettledAsync(ingestion => ingestion["spec"]!["run"] = JsonNode.Parse("""{"env":[{"name":"EXTRA","value":"1"}],"priorityClassName":"low"}"""));

        var run = await VerbRun.InClusterAsync(world, ["render", "-f", "-", "--diff", .. SameOptions], world.Ingestion("analytics"));

        Assert.Equal(6, run.Code);
        Assert.Equal(["name: EXTRA", "priorityClassName: low", "value: '1'"], Changes(run).Where(line => line[0] == '-' && !line.Contains("applied", StringComparison.Ordinal)).Select(line => line.TrimStart('-', ' ')).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_renamed_filter_is_one_CronJob_new_and_one_gone()
    {
        await using var world = await SettledAsync();
        var renamed = world.Ingestion("analytics", ingestion => ingestion["spec"]!["filters"]![0]!["name"] = "nightly");

        var run = await VerbRun.InClusterAsync(world, ["render", "-f", "-", "--diff", .. SameOptions], renamed);

        Assert.Equal(6, run.Code);
        Assert.Contains("--- (none)\n+++ rendered cronjobs/data/analytics-nightly\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("--- live cronjobs/data/analytics-marts\n+++ (none)\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_in_the_cluster_yet_is_all_new()
    {
        await using var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();

        var run = await VerbRun.InClusterAsync(world, ["render", "-f", "-", "--diff", .. SameOptions], world.Ingestion("analytics"));

        Assert.Equal(6, run.Code);
        Assert.All(Changes(run), line => Assert.StartsWith("+", line, StringComparison.Ordinal));
        Assert.Null(await world.CronJobAsync("analytics-marts"));
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_told()
    {
        await using var world = await StoryWorld.StartAsync();
        var folder = Directory.CreateTempSubdirectory("verb-");
        var kubeconfig = world.Kubernetes.WriteKubeconfig(Path.Combine(folder.FullName, "kubeconfig"));
        var elsewhere = (await File.ReadAllTextAsync(kubeconfig, TestContext.Current.CancellationToken)).Replace(world.Kubernetes.Address.Authority, "127.0.0.1:9", StringComparison.Ordinal);
        await File.WriteAllTextAsync(kubeconfig, elsewhere, TestContext.Current.CancellationToken);

        var run = await VerbRun.OfAsync(world, ["render", "-f", "-", "--diff", "--kubeconfig", kubeconfig], manifests: world.Ingestion("analytics"));

        folder.Delete(recursive: true);
        Assert.Equal(5, run.Code);
        Assert.Contains("the cluster could not be read: The API server could not be reached", run.Error, StringComparison.Ordinal);
    }

    private static async Task<StoryWorld> SettledAsync(Action<JsonObject>? change = null)
    {
        var world = await StoryWorld.SettledAsync(change);
        await world.StopOperatorAsync();
        return world;
    }

    private static IEnumerable<string> Changes(VerbRun run) =>
        run.Out.Split('\n').Where(line => line.Length > 0 && line[0] is '+' or '-').Where(line => !line.StartsWith("---", StringComparison.Ordinal) && !line.StartsWith("+++", StringComparison.Ordinal));

    /// <summary>Every rendered member is stored with the very same value; what the server adds beside it is its own.</summary>
    private static void AssertIn(JsonNode? rendered, JsonNode? stored, string field)
    {
        switch (rendered, stored)
        {
            case (JsonObject wanted, JsonObject live):
                foreach (var (name, value) in wanted)
                {
                    AssertIn(value, live[name], $"{field}.{name}");
                }

                break;
            case (JsonArray wanted, JsonArray live):
                Assert.Equal(wanted.Count, live.Count);
                for (var i = 0; i < wanted.Count; i++)
                {
                    AssertIn(wanted[i], live[i], $"{field}[{i}]");
                }

                break;
            default:
                Assert.True(JsonNode.DeepEquals(rendered, stored), $"{field}: {rendered?.ToJsonString()} was stored as {stored?.ToJsonString()}");
                break;
        }
    }
}
