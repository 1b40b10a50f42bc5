using Operator.DbtCloud;
using Operator.Outbound;
using Operator.Plan;
using Operator.Reconcile;
using Operator.Resource;
using Operator.Tests.Staging;
using Xunit;

namespace Operator.Tests.Reconcile;

/// <summary>The connection test and the init container, before one and the same dbt Cloud: both choose the same run, or find none for the same cause.</summary>
public sealed class StagedRunsTests
{
    /// <summary>Runs from the newest back, one a letter: success, error, cancelled; a capital one was for a pull request.</summary>
    [Theory]
    [InlineData("s", "run 1")]
    [InlineData("es", "run 2, tests of 1")]
    [InlineData("Ses", "run 3, tests of 2")]
    [InlineData("cEs", "run 3")]
    [InlineData("ee", "no run has succeeded yet")]
    [InlineData("SE", "only runs for pull requests or merges have ended")]
    [InlineData("c", "no run of what the filter names has ended yet")]
    [InlineData("30e s", "run 31, tests of 1")]
    [InlineData("30S s", "run 31")]
    [InlineData("30S e 30S s", "run 62, tests of 31")]
    [InlineData("99e s", "run 100, tests of 1")]
    [InlineData("130e s", "run 131")]
    [InlineData("130S s", "only runs for pull requests or merges have ended")]
    [InlineData("60S 60e s", "run 121")]
    public Task The_newest_success_is_judged(string history, string expected) => AssertBothAsync(history, new RunWish(), expected);

    [Theory]
    [InlineData("es", "run 1")]
    [InlineData("Ses", "run 2")]
    [InlineData("30E e s", "run 31")]
    public Task So_is_the_newest_that_ended_where_that_is_taken(string history, string expected) => AssertBothAsync(history, new RunWish { OnlySuccessful = false }, expected);

    [Theory]
    [InlineData("Ses", "run 1")]
    [InlineData("ES", "run 2, tests of 1")]
    public Task Runs_for_pull_requests_count_where_they_are_wanted(string history, string expected) => AssertBothAsync(history, new RunWish { IncludeCiRuns = true }, expected);

    [Fact]
    public Task Nobody_elses_test_results_where_those_of_the_same_run_are_wanted() => AssertBothAsync("es", new RunWish { NewestTestResults = false }, "run 2");

    [Fact]
    public async Task Usually_one_question_for_runs_is_enough()
    {
        var cloud = History("Sees");

        await JudgeAsync(cloud, new RunWish());

        Assert.Single(cloud.Asked, asked => asked.StartsWith("runs/?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_filter_by_environment_is_asked_for_by_both()
    {
        var (test, fetch) = (History("s"), History("s"));

        await JudgeAsync(test, new RunWish { EnvironmentId = "777" });
        using var fetched = await Fetched.FromAsync(fetch, order => order with { Wish = new RunWish { EnvironmentId = "777" } });

        Assert.Contains("environment_id=777", test.Asked[0], StringComparison.Ordinal);
        Assert.Contains("environment_id=777", fetch.Asked[0], StringComparison.Ordinal);
    }

    private static async Task AssertBothAsync(string history, RunWish wish, string expected)
    {
        var judged = await JudgeAsync(History(history), wish);
        using var fetched = await Fetched.FromAsync(History(history), order => order with { Wish = wish });

        Assert.StartsWith(expected, judged.RecentRun is { } run ? Said(run.Id, run.TestsFrom?.Id) : judged.Message, StringComparison.Ordinal);
        Assert.Equal(judged.RecentRun is { } taken ? Said(taken.Id, taken.TestsFrom?.Id) : judged.Message, fetched.Message.Run is { } chosen ? Said(chosen.Id!, fetched.Message.TestsFrom?.Id) : fetched.Log.All.Last().Text.Split(": ", 2)[1]);
        Assert.Equal(judged.Reason == Reasons.RecentRunFound.NoSuccessfulRun, fetched.Message.Reason == FetchReason.NoSuccessfulRun.Name);
    }

    private static string Said(string run, string? tests) => tests is null ? $"run {run}" : $"run {run}, tests of {tests}";

    private static async Task<FilterSeen> JudgeAsync(DbtCloudDouble cloud, RunWish wish)
    {
        var clock = new Outbound.EagerClock(TimeSpan.Zero);
        var dbtCloud = new DbtCloudClient(cloud.Outside.Calls(clock));
        var filter = new FilterSpec { Name = "all", EnvironmentId = wish.EnvironmentId is { } id ? new DbtId(id) : null };
        var question = new FilterQuestion(DbtAccount.At(Fetched.Order.Url, DbtCloudDouble.Account)!, AccessToken.From(Fetched.Token)!, filter, null, null) { Wish = wish };
        var asked = await dbtCloud.NewestRunsAsync(question.Account, question.Token, question.Runs, TestContext.Current.CancellationToken);
        var runs = Assert.IsType<DbtCloudAnswer<IReadOnlyList<DbtRun>>.Found>(asked).Value;
        return await new StagedRuns(dbtCloud, clock).JudgeAsync(question, wish, runs, null, TestContext.Current.CancellationToken);
    }

    private static DbtCloudDouble History(string text)
    {
        var letters = string.Concat(text.Split(' ').Select(part => part.TrimEnd('s', 'e', 'c', 'S', 'E') is { Length: > 0 } count ? new string(part[^1], int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)) : part));
        var cloud = new DbtCloudDouble();
        foreach (var (at, letter) in letters.Index())
        {
            var id = $"{at + 1}";
            cloud.With(new FakeRun(id) { MinutesAgo = at + 20, Status = char.ToLowerInvariant(letter) switch { 's' => 10, 'e' => 20, _ => 30 }, IsCi = char.IsUpper(letter), Commands = ["dbt build"] })
                .WithFile(id, "manifest.json", "{}")
                .WithFile(id, "run_results.json", """{"results":[{"unique_id":"test.a","status":"pass","message":null}]}""", step: 1);
        }

        return cloud;
    }
}
