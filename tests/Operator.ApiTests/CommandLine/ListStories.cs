using Operator.ApiTests.Stories;
using Operator.Hosting.Verbs;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Xunit;

namespace Operator.ApiTests.CommandLine;

/// <summary>The numbers that an ingestion needs, from the terminal.</summary>
public sealed class ListStories
{
    [Fact]
    public async Task Accounts_need_no_number()
    {
        await using var world = await StoryWorld.StartAsync();

        var run = await VerbRun.OfAsync(world, ["list", "accounts", "--url", Url(world)]);

        Assert.Equal(0, run.Code);
        Assert.Matches("^ID     NAME       PLAN +STATE\n12345  Analytics ", run.Out);
    }

    [Fact]
    public async Task Projects_show_the_job_of_their_docs()
    {
        await using var world = await StoryWorld.StartAsync();

        var run = await VerbRun.OfAsync(world, ["list", "projects", "--url", Url(world), "--account", "12345"]);

        Assert.Equal("ID     NAME     DOCS JOB\n98765  marts    54321\n98766  staging  -\n", run.Out);
    }

    [Fact]
    public async Task Jobs_show_project_schedule_last_run_and_docs()
    {
        await using var world = await StoryWorld.StartAsync();
        world.DbtCloud.Requests.Clear();

        var run = await VerbRun.OfAsync(world, ["list", "jobs", "--url", Url(world), "--account", "12345"]);

        Assert.Matches("54321 +Marts, every six hours +98765 marts +17 \\*/6 \\* \\* \\* +Success 20[0-9-]+T[0-9:]+Z +yes\n", run.Out);
        Assert.Matches("54323 +CI of pull requests +98765 marts +- +Success [^ ]+ +no\n", run.Out);
        Assert.Equal(3, world.DbtCloud.Requests.All.Count);
    }

    [Fact]
    public async Task As_YAML_they_are_filters_that_pass_the_check()
    {
        await using var world = await StoryWorld.StartAsync();

        var run = await VerbRun.OfAsync(world, ["list", "jobs", "--url", Url(world), "--account", "12345", "-o", "yaml"]);

        var filters = YamlReading.Read("filters", new StringReader(run.Out)).Documents.Single().Root["filters"]!.DeepClone();
        var check = await VerbRun.OfAsync(world, ["check", "-f", "-"], manifests: world.Ingestion("analytics", ingestion => ingestion["spec"]!["filters"] = filters));
        Assert.Contains("job 54323 is left out: it runs for pull requests", run.Error, StringComparison.Ordinal);
        Assert.Equal(["marts-every-six-hours", "staging-nightly"], filters.AsArray().Select(filter => filter!.AsObject().Text("name")));
        Assert.Equal(0, check.Code);
    }

    [Fact]
    public async Task As_JSON_they_are_for_scripts()
    {
        await using var world = await StoryWorld.StartAsync();

        var run = await VerbRun.OfAsync(world, ["list", "jobs", "--url", Url(world), "--account", "12345", "--project", "98766", "-o", "json"]);

        var job = Assert.Single(run.Json.AsArray())!.AsObject();
        Assert.Equal(("54322", "98766", "30 2 * * *", "Success", true), (job.Text("id"), job.Text("projectId"), job.Text("schedule"), job.Text("lastRun", "status"), job.Flag("docs")));
    }

    [Fact]
    public async Task A_token_that_may_only_view_jobs_is_enough_for_jobs()
    {
        await using var world = await StoryWorld.StartAsync();

        var run = await VerbRun.OfAsync(world, ["list", "jobs", "--url", Url(world), "--account", "12345"], DemoWorld.LeastToken);

        Assert.Equal(0, run.Code);
    }

    [Theory]
    [InlineData("dbtc_wrong", "12345", "InvalidTokenOrHost: ")]
    [InlineData(DemoWorld.Token, "999", "WrongAccount: the token does not open account 999; check --account")]
    public async Task A_refusal_is_told_with_its_cause(string token, string account, string expected)
    {
        await using var world = await StoryWorld.StartAsync();

        var run = await VerbRun.OfAsync(world, ["list", "jobs", "--url", Url(world), "--account", account], token);

        Assert.Equal((4, ""), (run.Code, run.Out));
        Assert.StartsWith(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_no_verdict()
    {
        await using var world = await StoryWorld.StartAsync();

        var run = await VerbRun.OfAsync(world, ["list", "jobs", "--url", "http://127.0.0.1:9", "--account", "12345"]);

        Assert.Equal(5, run.Code);
        Assert.StartsWith("Unreachable: the host of --url refuses connections", run.Error, StringComparison.Ordinal);
    }

    private static string Url(StoryWorld world) => world.DbtCloud.Address.AbsoluteUri;
}
