using Operator.Plan;
using Xunit;

namespace Operator.Tests.Staging;

public sealed class RunChoiceTests
{
    private const string Older = "1001";
    private const string Newer = "1002";

    [Fact]
    public async Task A_run_that_is_still_storing_its_files_is_waited_for()
    {
        var cloud = DbtCloudDouble.Recorded().With(new FakeRun(DbtCloudDouble.Run) { MinutesAgo = 1, StoredAfter = 2 });

        using var fetched = await Fetched.FromAsync(cloud);

        Assert.Null(fetched.Message.Reason);
        Assert.Equal(2, cloud.Asked.Count(asked => asked.StartsWith($"runs/{DbtCloudDouble.Run}/?", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Not_for_ever_though()
    {
        var cloud = DbtCloudDouble.Recorded().With(new FakeRun(DbtCloudDouble.Run) { MinutesAgo = 1, StoredAfter = 100 });

        using var fetched = await Fetched.FromAsync(cloud);

        Assert.Equal(FetchReason.ArtifactsUnavailable.Name, fetched.Message.Reason);
        Assert.InRange(fetched.Clock.GetUtcNow() - FakeRun.Noon, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Files_are_those_of_the_successful_run_and_test_results_those_of_the_newer_one_that_failed()
    {
        using var fetched = await Fetched.FromAsync(TwoRuns());

        Assert.Equal(Older, fetched.Message.Run!.Id);
        Assert.Equal((Newer, "Error"), (fetched.Message.TestsFrom!.Id, fetched.Message.TestsFrom.Status));
        Assert.Equal(["test.a fail Got 1"], fetched.Results());
        Assert.Equal("older", (string)fetched.Json("manifest.json")["from"]!);
    }

    [Fact]
    public async Task Where_the_newer_one_ran_no_tests_they_are_the_same_runs()
    {
        using var fetched = await Fetched.FromAsync(TwoRuns().With(new FakeRun(Newer) { Status = 20, MinutesAgo = 5, Commands = ["dbt deps"] }));

        Assert.Null(fetched.Message.TestsFrom);
        Assert.Equal(["test.a pass Passed"], fetched.Results());
    }

    [Fact]
    public async Task They_can_be_had_of_the_same_run_always()
    {
        using var fetched = await Fetched.FromAsync(TwoRuns(), order => order with { Wish = order.Wish with { NewestTestResults = false } });

        Assert.Null(fetched.Message.TestsFrom);
        Assert.Equal(["test.a pass Passed"], fetched.Results());
    }

    [Fact]
    public async Task A_failed_run_is_taken_where_that_is_wished()
    {
        using var fetched = await Fetched.FromAsync(TwoRuns(), order => order with { Wish = order.Wish with { OnlySuccessful = false } });

        Assert.Equal((Newer, "Error"), (fetched.Message.Run!.Id, fetched.Message.Run.Status));
        Assert.Equal("newer", (string)fetched.Json("manifest.json")["from"]!);
    }

    [Fact]
    public async Task Without_a_successful_run_the_cause_is_told_and_it_is_final()
    {
        using var fetched = await Fetched.FromAsync(new DbtCloudDouble().With(new FakeRun(Newer) { Status = 20 }));

        Assert.Equal(FetchReason.NoSuccessfulRun.Name, fetched.Message.Reason);
        Assert.Contains("no run has succeeded yet", fetched.Log.All.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_filter_goes_into_the_question()
    {
        var cloud = DbtCloudDouble.Recorded();

        using var fetched = await Fetched.FromAsync(cloud, order => order with { Wish = order.Wish with { ProjectId = "98765", EnvironmentId = "777" } });

        Assert.All(["project_id=98765", "job_definition_id=54321", "environment_id=777", "limit=100"], part => Assert.Contains(part, cloud.Asked[0], StringComparison.Ordinal));
        Assert.Null(fetched.Message.Reason);
    }

    [Fact]
    public async Task A_catalog_of_another_job_is_that_of_its_newest_run()
    {
        var cloud = DbtCloudDouble.Recorded().With(new FakeRun(Newer) { Job = "54322", MinutesAgo = 5 }).WithFile(Newer, "catalog.json", """{"from":"docs job"}""");

        using var fetched = await Fetched.FromAsync(cloud, order => order with { CatalogFrom = new RunPlace(null, null, "54322") });

        Assert.Equal("docs job", (string)fetched.Json("catalog.json")["from"]!);
        Assert.Equal(DbtCloudDouble.Run, fetched.Message.Run!.Id);
    }

    [Fact]
    public async Task Of_a_job_that_has_not_run_an_empty_one_is_left()
    {
        using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded(), order => order with { CatalogFrom = new RunPlace(null, null, "54322") });

        Assert.Equal(["catalog.json"], fetched.Message.Missing!);
        Assert.Empty(fetched.Json("catalog.json")["nodes"]!.AsObject());
    }

    /// <summary>A run that succeeded, and a newer one whose test failed.</summary>
    private static DbtCloudDouble TwoRuns() => new DbtCloudDouble()
        .With(new FakeRun(Older) { Commands = ["dbt build"] })
        .With(new FakeRun(Newer) { Status = 20, MinutesAgo = 5, Commands = ["dbt build"] })
        .WithFile(Older, "manifest.json", """{"from":"older"}""")
        .WithFile(Newer, "manifest.json", """{"from":"newer"}""")
        .WithFile(Older, "run_results.json", """{"metadata":{},"results":[{"unique_id":"test.a","status":"pass","message":null}],"elapsed_time":1}""", step: 1)
        .WithFile(Newer, "run_results.json", """{"metadata":{},"results":[{"status":"fail","message":"Got 1","unique_id":"test.a"}],"elapsed_time":1}""", step: 1);
}
