using Operator.Plan;
using Xunit;

namespace Operator.Tests.Plan;

public sealed class ChosenRunTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 6, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("newest success", "1:Success:60 2:Success:30", "2 tests 2")]
    [InlineData("a newer failed run gives its test results alone", "1:Success:60 2:Error:30", "1 tests 2")]
    [InlineData("an older failed run gives nothing", "1:Error:60 2:Success:30", "2 tests 2")]
    [InlineData("a cancelled or running one counts for nothing", "1:Success:60 2:Cancelled:30 3:Running:20", "1 tests 1")]
    [InlineData("one for a pull request is left out", "1:Success:60 2:Success:30:ci 3:Error:20:ci", "1 tests 1")]
    [InlineData("one that left no files is passed over", "1:Success:60 2:Success:30:unsaved", "1 tests 1")]
    [InlineData("a failed one that left no files has no test results", "1:Success:60 2:Error:30:unsaved", "1 tests 1")]
    [InlineData("one that just ended may still be storing", "1:Success:60 2:Success:5:unsaved", "storing 2")]
    [InlineData("nothing has run", "", "NoneFinished")]
    [InlineData("nothing has ended", "1:Running:1", "NoneFinished")]
    [InlineData("nothing has succeeded", "1:Error:60", "NoneSucceeded")]
    [InlineData("a CI job is named while its runs are left out", "1:Success:60:ci", "OnlyCiRuns")]
    [InlineData("no files anywhere", "1:Success:60:unsaved", "NothingStored")]
    public void The_newest_successful_run_with_files_is_taken(string story, string runs, string expected) => Assert.Equal((story, expected), (story, Choice(runs, new RunWish())));

    [Theory]
    [InlineData("1:Success:60 2:Error:30", "2 tests 2")]
    [InlineData("1:Success:60 2:Error:30:unsaved", "1 tests 1")]
    [InlineData("1:Success:60 2:Cancelled:30", "1 tests 1")]
    public void The_newest_finished_run_is_taken_where_that_is_wished(string runs, string expected) => Assert.Equal(expected, Choice(runs, new RunWish { OnlySuccessful = false }));

    [Fact]
    public void Test_results_are_those_of_the_same_run_where_that_is_wished() => Assert.Equal("1 tests 1", Choice("1:Success:60 2:Error:30", new RunWish { NewestTestResults = false }));

    [Fact]
    public void Runs_for_pull_requests_count_where_that_is_wished() => Assert.Equal("2 tests 2", Choice("1:Success:60 2:Success:30:ci", new RunWish { IncludeCiRuns = true }));

    [Fact]
    public void A_run_that_the_filter_does_not_mean_is_not_taken_though_the_server_sends_it()
    {
        CandidateRun[] runs = [Run("1", 60) with { JobId = "7" }, Run("2", 40) with { EnvironmentId = "8" }, Run("3", 20) with { ProjectId = "9" }, Run("4", 90) with { JobId = "5", ProjectId = "5", EnvironmentId = "5" }];

        Assert.Equal("4 tests 4", Said(ChosenRun.Of(runs, new RunWish { JobId = "5", ProjectId = "5", EnvironmentId = "5" }, Now)));
    }

    private static string Choice(string runs, RunWish wish) => Said(ChosenRun.Of(runs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse), wish, Now));

    private static string Said(ChosenRun choice) => choice switch
    {
        ChosenRun.Taken taken => $"{taken.Run.Id} tests {taken.TestsFrom.Id}",
        ChosenRun.Storing storing => $"storing {storing.Run.Id}",
        _ => ((ChosenRun.None)choice).Why.ToString(),
    };

    private static CandidateRun Run(string id, int minutesAgo) => new(id, "Success", Now.AddMinutes(-minutesAgo));

    private static CandidateRun Parse(string text)
    {
        var parts = text.Split(':');
        var ended = parts[1] == "Running" ? null : Now.AddMinutes(-int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture)) as DateTimeOffset?;
        return new CandidateRun(parts[0], parts[1], ended) { IsCi = parts.Contains("ci"), ArtifactsSaved = !parts.Contains("unsaved") };
    }
}
