using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Sandbox.Outside;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>One thing at dbt Cloud is not as the ingestion needs it, and the status says which, and what to do.</summary>
public sealed class RunCheckTests
{
    [Fact]
    public async Task A_job_that_does_not_exist_is_answered_with_those_that_do()
    {
        await using var world = await TestedAsync(filter => filter["jobId"] = 54320);

        var check = await EndsInAsync(world, "RecentRunFound", "Failed", "JobNotFound");

        Assert.Contains("54321 \"Marts, every six hours\"", check.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_of_another_project_is_answered_with_the_jobs_of_the_project()
    {
        await using var world = await TestedAsync(filter => filter["jobId"] = DemoWorld.StagingJob);

        var check = await EndsInAsync(world, "RecentRunFound", "Failed", "JobNotInProject");

        Assert.Contains("belongs to project 98766, not to 98765", check.Text("message"), StringComparison.Ordinal);
        Assert.Contains("54321 \"Marts, every six hours\"", check.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_does_not_exist_is_answered_with_those_that_do()
    {
        await using var world = await TestedAsync(filter =>
        {
            filter["projectId"] = 98767;
            filter.Remove("jobId");
        });

        var check = await EndsInAsync(world, "RecentRunFound", "Failed", "ProjectNotFound");

        Assert.Contains("98766 \"staging\"", check.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_of_a_CI_job_are_left_out()
    {
        await using var world = await TestedAsync(filter => filter["jobId"] = DemoWorld.CiJob);

        var check = await EndsInAsync(world, "RecentRunFound", "Failed", "NoSuccessfulRun");

        Assert.Contains("only runs for pull requests or merges have ended, and those are left out", check.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_CI_job_is_no_picture_of_production()
    {
        await using var world = await TestedAsync(filter => filter["jobId"] = DemoWorld.CiJob, mode: "Direct");

        var check = await EndsInAsync(world, "RecentRunFound", "Warning", "CiJob");

        Assert.Contains("filters[].jobId", check.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_CI_run_that_is_the_newest_of_a_project_is_told()
    {
        await using var world = await TestedAsync(
            filter => filter.Remove("jobId"),
            accounts => accounts.WithRun(DemoWorld.MartsRun + 5, run => run with { FinishedAt = run.FinishedAt!.Value.AddHours(2) }),
            mode: "Direct");

        await EndsInAsync(world, "RecentRunFound", "Warning", "CiJob");
    }

    [Fact]
    public async Task A_job_that_dbt_Cloud_has_switched_off_is_told()
    {
        await using var world = await TestedAsync(change: accounts => accounts.WithJob(DemoWorld.MartsJob, job => job with { Deactivated = true }));

        var check = await EndsInAsync(world, "RecentRunFound", "Warning", "JobDeactivated");

        Assert.Contains("switch it on again", check.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_failed_run_is_what_the_container_would_take()
    {
        await using var world = await TestedAsync(change: WithNewerFailure, mode: "Direct");

        var check = await EndsInAsync(world, "RecentRunFound", "Warning", "LatestRunFailed");

        Assert.Contains($"run {DemoWorld.MartsRun + 900} failed after run {DemoWorld.MartsRun} had succeeded", check.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_failed_run_is_only_told_where_the_successful_one_is_taken()
    {
        await using var world = await TestedAsync(change: WithNewerFailure);

        var check = await EndsInAsync(world, "RecentRunFound", "Passed", null);

        Assert.StartsWith($"run {DemoWorld.MartsRun} succeeded; run {DemoWorld.MartsRun + 900} failed after it", check.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Docs_that_compile_behind_the_tests_spoil_nothing_where_each_step_is_fetched()
    {
        await using var world = await TestedAsync(
            change: accounts => accounts.WithRun(DemoWorld.MartsRun, run => run with { Steps = DemoWorld.StepsWithDocsLast }),
            run: new JsonObject { ["image"] = "docker.getcollate.io/openmetadata/ingestion-base:1.12.14" });

        await EndsInAsync(world, "Artifacts", "Passed", null);
    }

    [Theory]
    [InlineData("catalog.json", "Warning", "add dbt docs generate to job 54321")]
    [InlineData("run_results.json", "Warning", "add dbt test to job 54321")]
    [InlineData("manifest.json", "Failed", "add dbt build (or dbt run) to job 54321")]
    public async Task A_file_that_the_run_did_not_leave_names_the_command_that_makes_it(string file, string result, string fix)
    {
        await using var world = await TestedAsync(change: accounts => accounts.WithRun(DemoWorld.MartsRun, run => run.Without(file)));

        var check = await EndsInAsync(world, "Artifacts", result, "ArtifactsMissing");

        Assert.Contains(fix, check.Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.12.14", "TestResultsUnreliable")]
    [InlineData("1.13.6", "TestResultsMissing")]
    public async Task Docs_that_compile_behind_the_tests_spoil_their_results(string version, string reason)
    {
        await using var world = await TestedAsync(
            change: accounts => accounts.WithRun(DemoWorld.MartsRun, run => run with { Steps = DemoWorld.StepsWithDocsLast }),
            run: new JsonObject { ["image"] = $"docker.getcollate.io/openmetadata/ingestion-base:{version}" },
            mode: "Direct");

        var check = await EndsInAsync(world, "Artifacts", "Warning", reason);

        Assert.Contains("--no-compile", check.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_test_costs_at_most_eight_calls_and_the_next_at_most_three()
    {
        await using var world = await TestedAsync();
        await EndsInAsync(world, "Artifacts", "Passed", null);
        var cold = world.DbtCloud.Requests.All.Count;

        world.DbtCloud.Change(accounts => accounts.WithJob(DemoWorld.MartsJob, job => job with { Deactivated = true }));
        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "token", DemoWorld.LeastToken));
        await EndsInAsync(world, "RecentRunFound", "Warning", "JobDeactivated");

        Assert.InRange(cold, 1, 8);
        Assert.Equal(
            ["/api/v2/accounts/12345/jobs/", "/api/v2/accounts/12345/jobs/54321/", "/api/v2/accounts/12345/runs/"],
            world.DbtCloud.Requests.All.Skip(cold).Select(request => request.Path).Order());
    }

    [Fact]
    public async Task An_edit_of_the_run_and_its_schedule_asks_nobody()
    {
        await using var world = await TestedAsync();
        await EndsInAsync(world, "Artifacts", "Passed", null);
        var (dbtCloud, openMetadata) = (world.DbtCloud.Requests.All.Count, world.OpenMetadata.Requests.All.Count);

        await world.ApplyAsync(world.Ingestion("analytics", ingestion =>
        {
            ingestion["spec"]!["schedule"] = new JsonObject { ["cron"] = "H */12 * * *" };
            ingestion["spec"]!["suspend"] = true;
        }));
        await world.UntilConditionAsync("analytics", "Ready", "Suspended");

        Assert.Equal((dbtCloud, openMetadata), (world.DbtCloud.Requests.All.Count, world.OpenMetadata.Requests.All.Count));
    }

    [Fact]
    public async Task What_a_run_left_is_judged_anew_for_another_mode()
    {
        await using var world = await TestedAsync();
        await EndsInAsync(world, "Artifacts", "Passed", null);

        await world.ApplyAsync(world.Ingestion("analytics", StoryWorld.Direct));

        await EndsInAsync(world, "Artifacts", "Warning", "TestResultsMissing");
    }

    [Fact]
    public async Task Files_that_cannot_be_asked_for_now_are_no_verdict_on_the_run()
    {
        await using var world = await StoryWorld.StartAsync();
        world.DbtCloud.Faults.Add(Fault.Status(503) with { Path = "/artifacts" });
        await StartAsync(world, world.Ingestion("analytics"));

        var check = await EndsInAsync(world, "Artifacts", "Unknown", "JobNotRead");

        Assert.Contains("503", check.Text("message"), StringComparison.Ordinal);
        Assert.Equal("RunFound", (await world.UntilReadyAsync("analytics")).Condition("RecentRunFound").Text("reason"));
    }

    private static async Task<StoryWorld> TestedAsync(
        Action<JsonObject>? filter = null, Func<DbtCloudWorld, DbtCloudWorld>? change = null, JsonObject? run = null, string mode = "Staged")
    {
        var world = await StoryWorld.StartAsync(change);
        await StartAsync(world, world.Ingestion("analytics", ingestion =>
        {
            filter?.Invoke(ingestion["spec"]!["filters"]![0]!.AsObject());
            ingestion["spec"]!["run"] = run;
            ingestion["spec"]!["artifacts"] = new JsonObject { ["mode"] = mode };
        }));
        return world;
    }

    private static DbtCloudWorld WithNewerFailure(DbtCloudWorld accounts) => accounts.WithNewRun(
        DemoWorld.Finished(DemoWorld.MartsRun + 900, DemoWorld.MartsJob, TimeProvider.System.GetUtcNow(), []) with { Status = Sandbox.DbtCloud.DbtRunStatus.Error });

    private static async Task StartAsync(StoryWorld world, JsonObject ingestion)
    {
        await world.ApplySecretsAsync();
        await world.ApplyAsync(ingestion);
        await world.StartOperatorAsync();
    }

    /// <summary>The check of the one filter, once it has ended so; what is all right with the account keeps the resource Ready.</summary>
    private static async Task<JsonObject?> EndsInAsync(StoryWorld world, string check, string result, string? reason)
    {
        JsonObject? Check(JsonObject ingestion) => ingestion.Items("status", "ingestions").SelectMany(one => one.Items("checks")).FirstOrDefault(one => one.Text("name") == check);
        var ingestion = await world.UntilIngestionAsync("analytics", item => Check(item) is { } found && found.Text("result") == result && found.Text("reason") == reason);

        Assert.Equal("True", ingestion.Condition("Ready").Text("status"));
        if (result is "Warning" or "Failed")
        {
            Assert.Equal(("False", reason), (ingestion.Condition("RecentRunFound").Text("status"), ingestion.Condition("RecentRunFound").Text("reason")));
        }

        return Check(ingestion);
    }
}
