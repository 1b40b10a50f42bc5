using System.Text;
using System.Text.Json.Nodes;
using Operator.ApiTests.Stories;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Xunit;

namespace Operator.ApiTests.CommandLine;

/// <summary>Test Connection from a terminal: the operator's own ticks, before anything is applied.</summary>
public sealed class CheckStories
{
    private static readonly string[] Guide = ["ApiConnectivity", "AccountAccess", "RecentRunFound"];

    [Fact]
    public async Task The_three_ticks_of_the_guide_pass_before_anything_is_in_a_cluster()
    {
        await using var world = await StoryWorld.StartAsync();

        var run = await VerbRun.OfAsync(world, ["check", "-f", "-"], manifests: world.Ingestion("analytics"));

        Assert.Equal(0, run.Code);
        Assert.StartsWith("data/analytics  (input):1\n", run.Out, StringComparison.Ordinal);
        Assert.All(Guide, tick => Assert.Matches($"  ✓ {tick} ", run.Out));
        Assert.Contains($"run {DemoWorld.MartsRun} succeeded", run.Out, StringComparison.Ordinal);
        Assert.Matches(@"✓ ApiConnectivity +(\d+ ms|\d+\.\d s)", run.Out);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task They_are_the_checks_that_the_operator_writes_into_the_status()
    {
        await using var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("analytics"));
        await world.StartOperatorAsync();
        var ingestion = await world.UntilReadyAsync("analytics");

        var run = await VerbRun.OfAsync(world, ["check", "-f", "-", "-o", "json"], manifests: world.Ingestion("analytics"));

        var printed = run.Json["ingestions"]![0]!["checks"]!.AsArray().Select(tick => ((string?)tick!["name"], (string?)tick["result"], (string?)tick["reason"], (string?)tick["message"]));
        var kept = ingestion.Items("status", "connection", "checks").Select(check => (check.Text("name"), check.Text("result"), check.Text("reason"), check.Text("message")));
        Assert.Equal(kept.Select(check => (check.Item1, check.Item2, check.Item3)), printed.Select(tick => (tick.Item1, tick.Item2, tick.Item3)));
    }

    [Fact]
    public async Task Tokens_can_come_from_the_Secrets_of_a_cluster()
    {
        await using var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();

        var run = await VerbRun.InClusterAsync(world, ["check", "-f", "-"], world.Ingestion("analytics"));

        Assert.Equal(0, run.Code);
        Assert.Contains("✓ AccountAccess", run.Out, StringComparison.Ordinal);
        Assert.Empty(world.Kubernetes.Requests.WritesBesideLeases("dbt-cloud-ingestion-operator"));
    }

    [Fact]
    public async Task Tokens_can_come_from_Secrets_beside_the_ingestion()
    {
        await using var world = await StoryWorld.StartAsync();

        var run = await VerbRun.OfAsync(world, ["check", "-f", "-"], null, "", Manifests.Secret("dbt-cloud", "token", DemoWorld.Token), Manifests.Secret("openmetadata-bot", "jwtToken", world.BotToken), world.Ingestion("analytics"));

        Assert.Equal(0, run.Code);
    }

    [Fact]
    public async Task Tokens_can_come_from_files_with_a_line_break_at_their_end()
    {
        await using var world = await StoryWorld.StartAsync();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, DemoWorld.Token + "\n", TestContext.Current.CancellationToken);

        var run = await VerbRun.OfAsync(world, ["check", "-f", "-", "--dbt-token-file", file], "dbtc_wrong", manifests: world.Ingestion("analytics"));

        File.Delete(file);
        Assert.Equal(0, run.Code);
    }

    [Fact]
    public async Task Without_a_token_it_says_where_one_can_come_from()
    {
        await using var world = await StoryWorld.StartAsync();

        var run = await VerbRun.OfAsync(world, ["check", "-f", "-"], null, "", world.Ingestion("analytics"));

        Assert.Equal(4, run.Code);
        Assert.Contains("✗ Secrets", run.Out, StringComparison.Ordinal);
        Assert.Contains("DBT_CLOUD_TOKEN", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_token_is_named_as_the_cause_and_is_nowhere_to_be_read()
    {
        await using var world = await StoryWorld.StartAsync();
        const string Canary = "dbtc_canary_4711";

        var run = await VerbRun.OfAsync(world, ["check", "-f", "-"], Canary, manifests: world.Ingestion("analytics"));

        Assert.Equal(4, run.Code);
        Assert.Contains("✓ ApiConnectivity", run.Out, StringComparison.Ordinal);
        Assert.Matches("✗ AccountAccess +InvalidTokenOrHost: .*account.url", run.Out);
        AssertNoToken(run, Canary, world.BotToken);
    }

    [Fact]
    public async Task No_output_of_any_form_holds_a_token()
    {
        await using var world = await StoryWorld.StartAsync();

        foreach (var form in (string[][])[[], ["-o", "json"]])
        {
            AssertNoToken(await VerbRun.OfAsync(world, ["check", "-f", "-", .. form], manifests: world.Ingestion("analytics")), DemoWorld.Token, world.BotToken);
            AssertNoToken(await VerbRun.OfAsync(world, ["check", "-f", "-", .. form], DemoWorld.Token + "\n", manifests: world.Ingestion("analytics")), DemoWorld.Token, world.BotToken);
            AssertNoToken(await VerbRun.OfAsync(world, ["render", "-f", "-", .. form], manifests: world.Ingestion("analytics")), DemoWorld.Token, world.BotToken);
            AssertNoToken(await VerbRun.OfAsync(world, ["list", "jobs", "--url", world.DbtCloud.Address.AbsoluteUri, "--account", "12345", .. form]), DemoWorld.Token, world.BotToken);
        }
    }

    [Fact]
    public async Task An_outage_is_no_verdict()
    {
        await using var world = await StoryWorld.StartAsync();

        var run = await VerbRun.OfAsync(world, ["check", "-f", "-"], manifests: world.Ingestion("analytics", ingestion => ingestion["spec"]!["account"]!["url"] = "http://127.0.0.1:9"));

        Assert.Equal(5, run.Code);
        Assert.Contains("? ApiConnectivity", run.Out, StringComparison.Ordinal);
        Assert.Contains("refuses connections", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_ingestions_are_each_judged_and_the_worst_is_the_exit_code()
    {
        await using var world = await StoryWorld.StartAsync();

        var run = await VerbRun.OfAsync(world, ["check", "-f", "-", "-o", "json"], manifests: [world.Ingestion("good"), world.Ingestion("bad", ingestion => ingestion["spec"]!["account"]!["id"] = 999)]);

        Assert.Equal(4, run.Code);
        Assert.Equal([("good", 0), ("bad", 4)], run.Json["ingestions"]!.AsArray().Select(one => ((string)one!["name"]!, (string)one["result"]! == "Failed" ? 4 : 0)));
        Assert.Equal(4, (int)run.Json["exitCode"]!);
    }

    [Fact]
    public async Task Several_filters_have_a_tick_each()
    {
        await using var world = await StoryWorld.StartAsync();
        var ingestion = world.Ingestion("analytics", ingestion => ingestion["spec"]!["filters"]!.AsArray().Add(new JsonObject { ["name"] = "gone", ["jobId"] = 1 }));

        var run = await VerbRun.OfAsync(world, ["check", "-f", "-"], manifests: ingestion);

        Assert.Equal(4, run.Code);
        Assert.Matches($"✓ RecentRunFound .* marts: run {DemoWorld.MartsRun} succeeded", run.Out);
        Assert.Matches("✗ RecentRunFound .* gone: JobNotFound: ", run.Out);
    }

    private static void AssertNoToken(VerbRun run, params string[] tokens)
    {
        foreach (var token in tokens.Append("canary"))
        {
            Assert.DoesNotContain(token, run.Out + run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(token)), run.Out + run.Error, StringComparison.Ordinal);
        }
    }
}
