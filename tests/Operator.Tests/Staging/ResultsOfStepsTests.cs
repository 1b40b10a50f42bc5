using Xunit;

namespace Operator.Tests.Staging;

public sealed class ResultsOfStepsTests
{
    [Fact]
    public async Task Of_several_results_of_a_node_the_latest_counts_and_the_rest_is_as_the_last_step_has_it()
    {
        using var fetched = await FetchAsync(
            """{"metadata":{"dbt_version":"1"},"results":[{"unique_id":"model.a","status":"success","message":"OK"},{"unique_id":"test.a","status":"fail","message":"Got 1"},{"unique_id":"test.b","status":"pass","message":null}],"elapsed_time":1}""",
            """{"metadata":{"dbt_version":"2"},"args":{"which":"test"},"results":[{"unique_id":"test.a","status":"pass","message":null,"timing":[{"name":"compile"}]}],"elapsed_time":2.5}""");

        Assert.Equal(["model.a success OK", "test.b pass Passed", "test.a pass Passed"], fetched.Results());
        Assert.Equal(("2", "test", 2.5), ((string)fetched.Json("run_results.json")["metadata"]!["dbt_version"]!, (string)fetched.Json("run_results.json")["args"]!["which"]!, (double)fetched.Json("run_results.json")["elapsed_time"]!));
        Assert.Equal(2, fetched.Message.FilledIn);
    }

    [Theory]
    [InlineData("pass", "Passed")]
    [InlineData("warn", "Warned")]
    [InlineData("fail", "Failed")]
    [InlineData("error", "Failed")]
    [InlineData("skipped", null)]
    public async Task A_test_gets_the_message_that_its_status_is_called_by(string status, string? message)
    {
        using var fetched = await FetchAsync($$"""{"results":[{"unique_id":"test.a","message":null,"status":"{{status}}"},{"unique_id":"model.a","message":null,"status":"{{status}}"}]}""");

        Assert.Equal([$"test.a {status} {message}", $"model.a {status} "], fetched.Results());
    }

    [Fact]
    public async Task A_step_that_only_compiled_is_left_out_with_all_it_says()
    {
        using var fetched = await FetchAsync(
            """{"results":[{"unique_id":"test.a","status":"fail","message":"Got 1"}]}""",
            """{"results":[{"unique_id":"model.a","status":"success","message":null},{"unique_id":"test.a","status":"success","message":null}]}""");

        Assert.Equal(["test.a fail Got 1"], fetched.Results());
    }

    [Fact]
    public async Task A_step_without_a_file_is_passed_over()
    {
        using var fetched = await FetchAsync(
            """{"results":[{"unique_id":"test.a","status":"pass","message":null}]}""",
            null);

        Assert.Equal(["test.a pass Passed"], fetched.Results());
    }

    [Fact]
    public async Task A_run_that_names_no_steps_has_the_results_of_its_last_one()
    {
        var cloud = DbtCloudDouble.Recorded().With(new FakeRun(DbtCloudDouble.Run) { Commands = [] }).WithFile(DbtCloudDouble.Run, "run_results.json", """{"results":[{"unique_id":"test.a","status":"pass","message":null}]}""");

        using var fetched = await Fetched.FromAsync(cloud);

        Assert.Equal(["test.a pass Passed"], fetched.Results());
    }

    [Fact]
    public async Task Where_no_step_has_a_file_of_its_own_that_of_the_last_one_is_taken()
    {
        var cloud = DbtCloudDouble.Recorded().Without(DbtCloudDouble.Run, "run_results.json", step: 3).WithFile(DbtCloudDouble.Run, "run_results.json", """{"results":[{"unique_id":"test.a","status":"pass","message":null}]}""");

        using var fetched = await Fetched.FromAsync(cloud);

        Assert.Equal(["test.a pass Passed"], fetched.Results());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"results":null,"metadata":{}}""")]
    [InlineData("""{"results":[],"metadata":{}}""")]
    [InlineData("""{"metadata":{},"results":[null,7,"x",[1],{}]}""")]
    [InlineData("""{"metadata":{},"results":[{"unique_id":"\ud800","status":"\ud800","message":"\ud800"}]}""")]
    public async Task Whatever_the_file_holds_the_merged_one_is_JSON(string odd)
    {
        using var fetched = await FetchAsync(odd, odd);

        Assert.Null(fetched.Message.Reason);
        Assert.NotNull(fetched.Json("run_results.json")["results"]);
    }

    private static Task<Fetched> FetchAsync(params string?[] steps)
    {
        var cloud = DbtCloudDouble.Recorded().With(new FakeRun(DbtCloudDouble.Run) { Commands = [.. steps.Select(_ => "dbt build")] });
        for (var step = 1; step <= 4; step++)
        {
            cloud.Without(DbtCloudDouble.Run, "run_results.json", step);
            if (step <= steps.Length && steps[step - 1] is { } content)
            {
                cloud.WithFile(DbtCloudDouble.Run, "run_results.json", content, step);
            }
        }

        return Fetched.FromAsync(cloud);
    }
}
