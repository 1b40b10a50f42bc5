using Operator.Plan;
using Xunit;

namespace Operator.Tests.Staging;

public sealed class SkippingTests : IDisposable
{
    private readonly string _mark = Path.GetTempFileName();

    [Fact]
    public async Task What_a_success_ingested_already_is_skipped_with_one_call()
    {
        var cloud = DbtCloudDouble.Recorded();

        using var fetched = await FetchAsync(cloud, $"{DbtCloudDouble.Run} {DbtCloudDouble.Run} abc");

        Assert.Equal(["skip"], fetched.Files);
        Assert.True(fetched.Message.Skipped);
        Assert.Equal((DbtCloudDouble.Run, null), (fetched.Message.Run!.Id, fetched.Message.Reason));
        Assert.Single(cloud.Asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 1 abc")]
    [InlineData("70471800000777 1 abc")]
    [InlineData("70471800000777 70471800000777 another")]
    [InlineData("something that a person wrote there")]
    public async Task Whatever_is_new_is_ingested(string mark)
    {
        using var fetched = await FetchAsync(DbtCloudDouble.Recorded(), mark);

        Assert.Null(fetched.Message.Skipped);
        Assert.Equal(4, fetched.Files.Count());
    }

    [Fact]
    public async Task New_test_results_alone_are_new()
    {
        using var fetched = await FetchAsync(Failed(["dbt test"]), $"{DbtCloudDouble.Run} {DbtCloudDouble.Run} abc");

        Assert.Null(fetched.Message.Skipped);
        Assert.Equal("1002", fetched.Message.TestsFrom!.Id);
    }

    [Fact]
    public async Task A_newer_run_without_tests_is_nothing_new()
    {
        using var fetched = await FetchAsync(Failed(["dbt deps"]), $"{DbtCloudDouble.Run} {DbtCloudDouble.Run} abc");

        Assert.True(fetched.Message.Skipped);
        Assert.Null(fetched.Message.TestsFrom);
        Assert.Equal(["skip"], fetched.Files);
    }

    [Fact]
    public async Task The_same_test_results_of_a_newer_run_are_skipped_at_once()
    {
        var cloud = Failed(["dbt test"]);

        using var fetched = await FetchAsync(cloud, $"{DbtCloudDouble.Run} 1002 abc\n");

        Assert.True(fetched.Message.Skipped);
        Assert.Single(cloud.Asked);
    }

    [Fact]
    public async Task A_requested_run_is_never_skipped()
    {
        using var fetched = await FetchAsync(DbtCloudDouble.Recorded(), $"{DbtCloudDouble.Run} {DbtCloudDouble.Run} abc", isRequested: true);

        Assert.Null(fetched.Message.Skipped);
    }

    [Fact]
    public async Task Before_the_first_success_there_is_no_mark()
    {
        File.Delete(_mark);

        using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded(), order => order with { Mark = new MarkPlace(_mark, "abc") });

        Assert.Null(fetched.Message.Skipped);
    }

    public void Dispose() => File.Delete(_mark);

    private async Task<Fetched> FetchAsync(DbtCloudDouble cloud, string mark, bool isRequested = false)
    {
        await File.WriteAllTextAsync(_mark, mark, TestContext.Current.CancellationToken);
        return await Fetched.FromAsync(cloud, order => order with { Mark = new MarkPlace(_mark, "abc"), IsRequested = isRequested });
    }

    private static DbtCloudDouble Failed(IReadOnlyList<string> commands) => DbtCloudDouble.Recorded()
        .With(new FakeRun("1002") { Status = 20, MinutesAgo = 5, Commands = commands })
        .WithFile("1002", "run_results.json", """{"results":[{"unique_id":"test.a","status":"fail","message":"Got 1"}]}""", step: 1);
}
