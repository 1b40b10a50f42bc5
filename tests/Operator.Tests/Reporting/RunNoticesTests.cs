using k8s.Models;
using Operator.Plan;
using Operator.Reporting;
using Operator.Resource;
using Operator.Tests.Contract;
using Operator.Tests.Plan;
using Xunit;

namespace Operator.Tests.Reporting;

/// <summary>A filter is looked at again and again; each look's status is what the next one knows.</summary>
public sealed class RunNoticesTests
{
    private static readonly Condition Ready = new() { Type = ConditionTypes.Ready, Status = "True", Reason = "Succeeded", Message = "A sentence." };

    private DbtCloudIngestion _ingestion = new()
    {
        Metadata = new V1ObjectMeta { Name = "analytics", NamespaceProperty = "data" },
        Spec = new IngestionSpec(),
        Status = new IngestionStatus { Conditions = [Ready] },
    };

    [Fact]
    public void A_run_is_told_when_it_begins_and_when_it_ends_and_each_once()
    {
        Assert.Equal(["Normal Started: Job a has started, by hand."], Look(Jobs.Of("a", 0, null)));
        Assert.Empty(Look(Jobs.Of("a", 0, null)));
        Assert.Equal(["Normal Succeeded: Job a succeeded."], Look(Jobs.Of("a", 0, "Complete")));
        Assert.Empty(Look(Jobs.Of("a", 0, "Complete")));
        Assert.Empty(Look());
    }

    [Fact]
    public void A_failure_is_a_warning_under_its_own_reason_with_the_runs_own_message()
    {
        Look(Jobs.Of("a", 0, null));

        var told = Assert.Single(Look(Jobs.Of("a", 0, "Failed", "DeadlineExceeded")));

        Assert.StartsWith($"Warning DeadlineExceeded: {_ingestion.Status!.Ingestions![0].LastRun!.Message}", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DbtRunSources.Pinned, null, "It read dbt run 70471 (job 54321, Success, finished 2026-11-24T06:00:00Z).")]
    [InlineData(DbtRunSources.Inferred, null, "It probably read dbt run 70471 (job 54321, Success, finished 2026-11-24T06:00:00Z).")]
    [InlineData(DbtRunSources.Pinned, "70488", "It read dbt run 70471 (job 54321, Success, finished 2026-11-24T06:00:00Z) with the test results of run 70488 (Error).")]
    public void The_end_of_a_run_names_the_dbt_run_that_was_read(string source, string? tests, string sentence)
    {
        var run = new DbtRunStatus { Id = "70471", JobId = "54321", Status = "Success", FinishedAt = new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), Source = source };
        run = run with { TestsFrom = tests is null ? null : new TestsFromStatus { Id = tests, Status = "Error" } };
        var ended = new RunStatus { Job = "a", RunId = "uid-of-a", Result = "Succeeded", DbtRun = run };
        var planned = Planned([]) with { Runs = new RunHistory { News = [ended], LastRun = ended } };

        Assert.Equal([$"Normal Succeeded: Job a succeeded. {sentence}"], Told(planned, null));
    }

    [Fact]
    public void A_message_that_names_the_dbt_run_is_left_as_it_is()
    {
        var ended = new RunStatus { Job = "a", RunId = "uid-of-a", Result = "Skipped", Message = "Job a was skipped: run 70471 was ingested before.", DbtRun = new DbtRunStatus { Id = "70471" } };

        Assert.Equal(["Normal Skipped: Job a was skipped: run 70471 was ingested before."], Told(Planned([]) with { Runs = new RunHistory { News = [ended], LastRun = ended } }, null));
    }

    [Fact]
    public void A_run_that_nobody_saw_begin_is_told_by_its_end_alone() =>
        Assert.Equal(["Normal Succeeded: Job a succeeded."], Look(Jobs.Of("a", 0, "Complete")));

    [Fact]
    public void Two_runs_that_end_between_two_looks_are_both_told()
    {
        Look(Jobs.Of("a", 0, null));

        Assert.Equal(["Warning Failed", "Normal Succeeded"], Look(Jobs.Of("a", 0, "Failed"), Jobs.Of("b", 10, "Complete")).Select(told => told.Split(':')[0]));
    }

    [Fact]
    public void A_run_that_cannot_go_on_is_told_at_once_and_again_only_when_it_ends()
    {
        Look(Jobs.Of("a", 0, null));

        Assert.StartsWith("Warning ImagePullFailed: Job a cannot pull the image", Assert.Single(Look(Stuck, Jobs.Of("a", 0, null))), StringComparison.Ordinal);
        Assert.Empty(Look(Stuck, Jobs.Of("a", 0, null)));
        Assert.Empty(Look(Jobs.Of("a", 0, null)));
        Assert.Single(Look(Jobs.Of("a", 0, "Complete")));
    }

    [Fact]
    public void What_went_well_before_the_first_look_is_no_news_and_a_failure_is()
    {
        _ingestion = _ingestion with { Status = null };
        Assert.Empty(Look(Jobs.Of("a", 0, "Complete")));

        _ingestion = _ingestion with { Status = null };
        Assert.Single(Look(Jobs.Of("a", 0, "Failed")));
    }

    [Fact]
    public void A_run_that_is_asked_for_waits_and_is_made_and_is_told_of_both()
    {
        Assert.Equal(["Normal Waiting: The run that the annotation metadata-ingestion.io/run-at asks for waits: it starts once Job b has ended."], Asked("it starts once Job b has ended", null));
        Assert.Empty(Asked("it starts once Job b has ended", null));
        Assert.Equal(["Normal Requested: Job a was made, as the annotation metadata-ingestion.io/run-at asks."], Asked(null, "a"));
        Assert.Empty(Asked(null, "a"));
    }

    [Fact]
    public void A_slot_that_is_skipped_is_told_once_with_the_Job_that_was_in_the_way()
    {
        var going = Planned([Jobs.Of("a", 0, null)]);
        Told(going, null);

        Assert.Equal(["Normal SlotSkipped: The run that was due at 2026-11-24T12:00:00Z was skipped: Job a was still going on."], Told(going, status => status with { LastSkippedTime = Jobs.Start.AddHours(2) }));
        Assert.Empty(Told(going, status => status with { LastSkippedTime = Jobs.Start.AddHours(2) }));
    }

    [Fact]
    public void With_filters_the_message_begins_with_the_filters_name()
    {
        _ingestion = _ingestion with { Spec = new IngestionSpec { Filters = [new FilterSpec { Name = "account" }] } };

        Assert.Equal(["Normal Succeeded: account: Job a succeeded."], Look(Jobs.Of("a", 0, "Complete")));
    }

    [Fact]
    public void The_page_of_reasons_names_every_event_of_a_run()
    {
        var page = Repository.Read("docs", "reasons.md").Split("## Events of runs")[1];

        Assert.All(RunEvents.All, reason => Assert.Contains($"| `{reason}` |", page, StringComparison.Ordinal));
    }

    private static Dictionary<string, OutcomeSeen> Stuck => new()
    {
        ["uid-of-a"] = new OutcomeSeen(new PodOutcome { Stuck = new Finding(Reasons.LastRunSucceeded.ImagePullFailed, "ingestion:1") }, null),
    };

    private List<string> Look(params V1Job[] jobs) => Look([], jobs);

    private List<string> Look(Dictionary<string, OutcomeSeen> outcomes, params V1Job[] jobs) => Told(Planned(jobs, outcomes), null);

    private List<string> Asked(string? waitsFor, string? job) =>
        Told(Planned([]), status => status with { RequestedRun = new RequestedRunStatus { RequestedAt = "now", Job = job, Message = waitsFor } });

    private PlannedIngestion Planned(V1Job[] jobs, Dictionary<string, OutcomeSeen>? outcomes = null) => new()
    {
        Filter = "account",
        CronJobName = "analytics",
        Runs = Runs.Of(_ingestion, Selection.AllOf(_ingestion).Single(), new Observation { Jobs = jobs, Outcomes = outcomes ?? [] }, null),
    };

    private List<string> Told(PlannedIngestion planned, Func<FilterStatus, FilterStatus>? change)
    {
        var status = FilterReport.Of(planned, _ingestion.Status, []);
        status = change?.Invoke(status) ?? status;
        var notices = new RunNotices(_ingestion, ReasonsPage.InTheRepository).Of(planned, status).ToList();
        _ingestion = _ingestion with { Status = new IngestionStatus { Conditions = [Ready], Ingestions = [status] } };
        return [.. notices.Select(notice => $"{(notice.Warning ? "Warning" : "Normal")} {notice.Reason}: {notice.Message}")];
    }
}
