using System.Text.Json.Nodes;
using Operator.ApiTests.Stories;
using Sandbox.Controllers;
using Sandbox.Demo;
using Sandbox.Outside;
using Xunit;

namespace Operator.ApiTests.CommandLine;

/// <summary>Somebody looks from the command line whether what a run brought is seen in OpenMetadata.</summary>
public sealed class VerifyStories
{
    private const string Loopback = " --allow-insecure-endpoints --allowed-cidr 127.0.0.0/8";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_good_run_every_row_has_its_tick_and_the_cluster_is_as_before()
    {
        await using var world = await RanAsync();
        var before = await IngestionAsync(world);

        var verify = await LiveVerb.RunAsync(world.Kubeconfig, "verify analytics -n data" + Loopback);

        Assert.Equal((0, ""), (verify.Code, verify.Error));
        Assert.Equal(["data/analytics", "  ✓ DbtRun", "  ✓ Ingestion", "  ✓ Lineage", "  ✓ Descriptions", "  ✓ TestResults", "  5 passed"], verify.Out.TrimEnd().Split('\n').Select(Beginning));
        Assert.Contains("run 70471800000777", verify.Out, StringComparison.Ordinal);
        Assert.Equal(before, await IngestionAsync(world));
    }

    [Fact]
    public async Task When_the_Job_and_its_pod_are_gone_the_manifest_of_the_run_still_tells_the_models()
    {
        await using var world = await RanAsync();
        await world.Api.DeleteAsync($"{RunStories.JobsPath}/by-hand", Cancelled);

        var verify = await LiveVerb.RunAsync(world.Kubeconfig, "verify analytics -n data --filter marts -o json" + Loopback);

        var page = JsonNode.Parse(verify.Out)!.AsObject();
        Assert.Equal((0, "Passed"), (verify.Code, page.Text("result")));
        Assert.Equal(("marts", "by-hand", "70471800000777"), (page.Items("runs").Single().Text("filter"), page.Items("runs").Single().Text("job"), page.Items("runs").Single().Text("dbtRunId")));
        Assert.All(page.Items("runs").Single().Items("checks"), check => Assert.Equal("Passed", check.Text("result")));
    }

    [Fact]
    public async Task When_nothing_can_tell_the_models_any_more_it_says_so()
    {
        await using var world = await RanAsync();
        await world.Api.DeleteAsync($"{RunStories.JobsPath}/by-hand", Cancelled);
        world.DbtCloud.Faults.Add(Fault.Status(404) with { Path = "/artifacts/manifest.json" });

        var verify = await LiveVerb.RunAsync(world.Kubeconfig, "verify analytics -n data" + Loopback);

        Assert.Equal(5, verify.Code);
        Assert.Contains("? Lineage", verify.Out, StringComparison.Ordinal);
        Assert.Contains("3 could not be told, 2 passed", verify.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_gone_since_is_failed_with_the_names_that_were_looked_for()
    {
        await using var world = await RanAsync();
        lock (world.OpenMetadata.Catalog.Gate)
        {
            foreach (var table in world.OpenMetadata.Catalog.Tables.All.ToList())
            {
                world.OpenMetadata.Catalog.Tables.Remove(table.Text("id")!);
            }
        }

        var verify = await LiveVerb.RunAsync(world.Kubeconfig, "verify analytics -n data" + Loopback);

        Assert.Equal(4, verify.Code);
        Assert.Contains("✗ Ingestion", verify.Out, StringComparison.Ordinal);
        Assert.Contains("NothingMatched: Job by-hand ended well and brought nothing: the database service production-snowflake has none of the tables that it looked for (analytics.marts.customers, ", verify.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_first_success_it_says_how_to_get_one()
    {
        await using var world = await StoryWorld.SettledAsync();

        var verify = await LiveVerb.RunAsync(world.Kubeconfig, "verify analytics -n data" + Loopback);

        Assert.Equal(4, verify.Code);
        Assert.Contains("no run has succeeded yet, so there is nothing to look for; start one with: dbt-cloud-ingestion-operator run analytics -n data --filter marts --wait", verify.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verify analytic -n data", 4, "There is no DbtCloudIngestion \"analytic\" in the namespace data; there are: analytics.")]
    [InlineData("verify analytics -n data --filter mart", 4, "data/analytics has no filter \"mart\"; there are: marts.")]
    [InlineData("verify analytics -n data -o yaml", 2, "--output takes json, not \"yaml\".")]
    [InlineData("verify analytics -n data --openmetadata-token-file /nowhere/token", 2, "--openmetadata-token-file: /nowhere/token cannot be read")]
    [InlineData("verify -n data", 2, "Required argument 'NAME' missing for command: 'verify'")]
    public async Task What_is_wrong_is_told_with_the_way_out(string line, int code, string words)
    {
        await using var world = await StoryWorld.StartAsync();
        await world.ApplyAsync(world.Ingestion("analytics"));

        var verify = await LiveVerb.RunAsync(world.Kubeconfig, line);

        Assert.Equal(code, verify.Code);
        Assert.Contains(words, verify.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_bots_token_it_names_the_Secret()
    {
        await using var world = await StoryWorld.StartAsync();
        await world.ApplyAsync(world.Ingestion("analytics"));

        var verify = await LiveVerb.RunAsync(world.Kubeconfig, "verify analytics -n data" + Loopback);

        Assert.Equal(4, verify.Code);
        Assert.Contains("✗ Secrets", verify.Out, StringComparison.Ordinal);
        Assert.Contains("openmetadata-bot", verify.Out, StringComparison.Ordinal);
    }

    private static string Beginning(string line) => line.StartsWith("  ", StringComparison.Ordinal) && line.Length > 15 ? string.Join(' ', line.Split(' ')[..4]) : line;

    private static async Task<StoryWorld> RanAsync()
    {
        var world = await StoryWorld.SettledAsync();
        world.StartControllers();
        await world.Api.CreateAsync(RunStories.JobsPath, ManualJob.Of(await RunStories.CronJobAsync(world), "by-hand"), Cancelled);
        await world.UntilIngestionAsync("analytics", item => item.Items("status", "ingestions").Single()["verification"] is not null);
        await world.StopOperatorAsync();
        return world;
    }

    private static async Task<string> IngestionAsync(StoryWorld world) =>
        (await world.Api.GetAsync($"/apis/metadata-ingestion.io/v1alpha1/namespaces/{StoryWorld.Namespace}/dbtcloudingestions/analytics", Cancelled))!.ToJsonString();
}
