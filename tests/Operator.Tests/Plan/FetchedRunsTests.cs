using System.Text;
using k8s.Models;
using Operator.Plan;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Plan;

/// <summary>Which dbt run a Job takes: by its pod, and when that has gone by the note on the Job.</summary>
public sealed class FetchedRunsTests
{
    private static readonly FetchedRun Run = new("777", "54321", "Success", new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));

    private static readonly FetchMessage Message = new() { Run = Run, TestsFrom = Run with { Id = "778", Status = "Error" }, Digest = "abc", Models = [new("analytics", "marts", "customers")] };

    [Fact]
    public void The_word_of_the_pod_is_noted_once_without_the_models()
    {
        var note = FetchedRuns.Note(Job(null), Ended(Message))!;

        Assert.Equal(Text(Message with { Models = null }), note);
        Assert.Null(FetchedRuns.Note(Job(note), Ended(Message)));
    }

    [Fact]
    public void While_it_fetches_and_where_it_chose_none_there_is_nothing_to_note()
    {
        Assert.Null(FetchedRuns.Note(Job(null), new OutcomeSeen(new PodOutcome(), null)));
        Assert.Null(FetchedRuns.Note(Job(null), null));
        Assert.Null(FetchedRuns.Note(Job(null), Ended(new FetchMessage { Reason = "RateLimited" })));
    }

    [Fact]
    public void Of_several_attempts_the_last_one_counts()
    {
        var older = Text(Message with { Models = null, Run = Run with { Id = "776" } });

        Assert.Contains("777", FetchedRuns.Note(Job(older), Ended(Message)), StringComparison.Ordinal);
        Assert.Equal("777", FetchedRuns.StatusOf(Job(older), Ended(Message), null)!.Id);
    }

    [Fact]
    public void A_pod_that_has_gone_is_remembered_by_the_note()
    {
        var status = FetchedRuns.StatusOf(Job(Text(Message)), new OutcomeSeen(null, null), null)!;

        Assert.Equal(("777", "54321", "Success", DbtRunSources.Pinned), (status.Id, status.JobId, status.Status, status.Source));
        Assert.Equal(("778", "Error"), (status.TestsFrom!.Id, status.TestsFrom.Status));
        Assert.Equal("777 778 abc", FetchedRuns.Of(Job(Text(Message)), null)!.Mark!.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("somebody's words")]
    public void Without_both_it_is_unknown_once_the_Job_has_ended(string? note)
    {
        Assert.Equal(new DbtRunStatus { Source = DbtRunSources.Unknown }, FetchedRuns.StatusOf(Job(note), new OutcomeSeen(null, null), null));
        Assert.Null(FetchedRuns.StatusOf(Job(note, end: null), new OutcomeSeen(null, null), null));
    }

    [Fact]
    public void Where_the_test_knows_the_run_its_version_and_page_are_told_and_of_another_run_they_are_not()
    {
        FilterSeen Seen(string id) => new(Reasons.RecentRunFound.RunFound, "", new DbtRunSeen(id, "54321", "Success", null, "1.10", "https://dbt.example/runs/" + id));

        Assert.Equal(("1.10", "https://dbt.example/runs/777"), (FetchedRuns.StatusOf(Job(null), Ended(Message), Seen("777"))!.DbtVersion, FetchedRuns.StatusOf(Job(null), Ended(Message), Seen("777"))!.Url));
        Assert.Null(FetchedRuns.StatusOf(Job(null), Ended(Message), Seen("779"))!.Url);
    }

    private static OutcomeSeen Ended(FetchMessage message) => new(new PodOutcome { Fetch = new FetchOutcome(0, "Completed", message) }, null);

    private static string Text(FetchMessage message) => Encoding.UTF8.GetString(message.Write());

    private static V1Job Job(string? note, string? end = "Complete")
    {
        var job = Jobs.Of("a", 0, end);
        return note is null ? job : job with { Metadata = job.Metadata with { Annotations = new Dictionary<string, string> { [Names.DbtRunAnnotation] = note } } };
    }
}
