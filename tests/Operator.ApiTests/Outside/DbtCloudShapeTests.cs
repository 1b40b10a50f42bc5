using System.Net;
using System.Text.Json.Nodes;
using Sandbox.DbtCloud;
using Xunit;

namespace Operator.ApiTests.Outside;

/// <summary>The traps in the answers of dbt Cloud's API, as its stand-in sets them.</summary>
public sealed class DbtCloudShapeTests : AgainstDbtCloud
{
    [Fact]
    public async Task The_count_of_a_page_is_the_pages_own()
    {
        var page = await JsonAsync($"{Account}/runs/?limit=3&offset=2");

        Assert.Equal((2, 4), (Number(page, "count"), Number(page, "total_count")));
        static int Number(JsonNode page, string key) => page["extra"]!["pagination"]![key]!.GetValue<int>();
    }

    [Theory]
    [InlineData("/runs/?limit=101", HttpStatusCode.BadRequest)]
    [InlineData("/runs/?order_by=name", HttpStatusCode.BadRequest)]
    [InlineData("/runs/?project_id=marts", HttpStatusCode.BadRequest)]
    [InlineData("/jobs/1/", HttpStatusCode.NotFound)]
    [InlineData("/runs/70471800000777/artifacts/sources.json", HttpStatusCode.NotFound)]
    [InlineData("/runs/70471800000777", HttpStatusCode.OK)]
    public async Task Answers_with_the_status_of_the_real_one(string path, HttpStatusCode status)
    {
        using var answer = await AskAsync(Account + path);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Runs_have_a_space_in_their_times_and_ids_beyond_32_bits()
    {
        var run = (await JsonAsync($"{Account}/runs/?status__in=[10,20]&order_by=-finished_at&limit=1&job_definition_id=54321"))["data"]![0]!;

        Assert.Equal("2026-11-24 23:00:00.000000+00:00", run["finished_at"]!.GetValue<string>());
        Assert.Equal(DemoWorld.MartsRun, run["id"]!.GetValue<long>());
        Assert.Equal("2 hours ago", run["finished_at_humanized"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_unfinished_run_comes_first_where_the_newest_are_asked_for_without_a_status()
    {
        Server.Change(world => world.WithNewRun(new DbtRun(5, DemoWorld.MartsJob, DbtRunStatus.Running, Time.GetUtcNow())));

        var newest = (await JsonAsync($"{Account}/runs/?order_by=-finished_at&limit=1"))["data"]![0]!;

        Assert.Equal((5, null), (newest["id"]!.GetValue<long>(), newest["finished_at"]));
    }

    [Fact]
    public async Task A_run_without_artifacts_lists_null()
    {
        Server.Change(world => world.WithNewRun(new DbtRun(5, DemoWorld.MartsJob, DbtRunStatus.Cancelled, Time.GetUtcNow())));

        var list = await JsonAsync($"{Account}/runs/5/artifacts/");

        Assert.Null(list["data"]);
        Assert.True(list["status"]!["is_success"]!.GetValue<bool>());
    }
}
