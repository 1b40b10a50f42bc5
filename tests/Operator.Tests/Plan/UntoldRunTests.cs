using Operator.Plan;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Plan;

/// <summary>Whose end OpenMetadata has to be told, since the container could not.</summary>
public sealed class UntoldRunTests
{
    private static readonly DateTimeOffset Begun = new(2026, 11, 24, 9, 59, 7, TimeSpan.Zero);

    [Fact]
    public void A_run_that_died_without_a_word_is_told_as_failed_from_the_beginning_that_it_told_itself()
    {
        var run = Assert.Single(Untold("run-out-of-memory", "job-2", RecordedEnd.No, Begun));

        Assert.Equal(("analytics-2", false, RecordedEnd.No, Begun), (run.Run.Job, run.IsStopped, run.Recorded, run.StartedAt));
        Assert.Equal("production-snowflake.data-analytics", run.Pipeline);
        Assert.Equal("OutOfMemory", run.Run.Result);
        Assert.True(run.EndedAt > run.StartedAt);
    }

    [Theory]
    [InlineData("Yes")]
    [InlineData("Never")]
    public void What_OpenMetadata_knows_or_will_never_take_is_not_told(string recorded) =>
        Assert.Empty(Untold("run-out-of-memory", "job-2", Enum.Parse<RecordedEnd>(recorded)));

    [Theory]
    [InlineData("Unknown")]
    [InlineData("Unanswered")]
    public void Where_nobody_could_say_it_stays_to_be_told(string recorded) =>
        Assert.Equal(Enum.Parse<RecordedEnd>(recorded), Assert.Single(Untold("run-out-of-memory", "job-2", Enum.Parse<RecordedEnd>(recorded))).Recorded);

    [Theory]
    [InlineData("1.13.3", true)]
    [InlineData("2.0.7", true)]
    [InlineData("1.12.14", false)]
    [InlineData("nightly", false)]
    public void A_server_that_knows_it_is_told_that_a_run_was_stopped(string version, bool stopped)
    {
        var run = Assert.Single(Untold("run-deleted", "job-0", RecordedEnd.No, change: seen => seen with { OpenMetadata = seen.OpenMetadata with { Version = version } }));

        Assert.Equal((stopped, stopped), (run.IsStopped, run.TakesDetails));
    }

    [Fact]
    public void While_the_version_is_not_asked_the_image_tells_it() =>
        Assert.True(Assert.Single(Untold("run-deleted", "job-0", RecordedEnd.No, change: seen => seen with { OpenMetadata = OpenMetadataSeen.NotAsked })).IsStopped);

    [Theory]
    [InlineData("run-succeeded")]
    [InlineData("run-partial")]
    [InlineData("first-run-running")]
    public void A_run_that_went_well_or_goes_on_is_the_container_s_to_tell(string name) => Assert.Empty(Untold(name, "job-2", RecordedEnd.No));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void Whose_container_came_to_its_end_is_not_told_whatever_the_result(int exitCode, int told) => Assert.Equal(told, Untold(
        "run-over-deadline", "job-1", RecordedEnd.No, change: seen => seen with { Outcomes = seen.Outcomes.ToDictionary(one => one.Key, one => one.Value with { Pod = new PodOutcome { ExitCode = exitCode } }) }).Count);

    [Fact]
    public void Who_does_not_report_runs_tells_none() => Assert.Empty(Untold(
        "run-out-of-memory", "job-2", RecordedEnd.No, ingestion: one => one with { Spec = one.Spec! with { OpenMetadata = one.Spec.OpenMetadata! with { ReportRuns = false } } }));

    [Fact]
    public void A_run_that_the_status_still_owes_comes_first_and_is_asked_about_again()
    {
        var golden = GoldenCase.Load("run-untold-is-told");

        Assert.Contains(("job-0", true), RunQuestions.Of(golden.Ingestion, golden.Seen.Jobs).Select(run => (run.RunId, run.HasEnded)));
        Assert.Equal(["job-0"], golden.Plan.Ingestions[0].Untold.Select(run => run.Run.RunId));
    }

    private static IReadOnlyList<UntoldRun> Untold(
        string name, string runId, RecordedEnd recorded, DateTimeOffset? begun = null, Func<Observation, Observation>? change = null, Func<DbtCloudIngestion, DbtCloudIngestion>? ingestion = null)
    {
        var golden = GoldenCase.Load(name);
        var outcome = golden.Seen.Outcomes.GetValueOrDefault(runId) ?? new OutcomeSeen(null, null);
        var seen = golden.Seen with { Outcomes = new Dictionary<string, OutcomeSeen> { [runId] = outcome with { Recorded = recorded, RecordedStart = begun } } };
        return Planner.Plan(ingestion?.Invoke(golden.Ingestion) ?? golden.Ingestion, change?.Invoke(seen) ?? seen, golden.Options, golden.Now).Ingestions[0].Untold;
    }
}
