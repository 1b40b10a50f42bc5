using k8s.Models;
using Operator.Hosting.Verbs;
using Operator.Plan;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Hosting.Verbs;

/// <summary>What a run that was asked for has come to, from one state of the ingestion to the next.</summary>
public sealed class FollowedRunTests
{
    private const string Now = "2026-11-24T10:00:00Z";
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 10, 0, 5, TimeSpan.Zero);
    private static readonly string Job = RequestedRun.NameOf(Selection.AllOf(Ingestion())[0], Now);

    [Fact]
    public void It_goes_from_asked_by_waiting_made_and_running_to_its_result()
    {
        var stages = Stages(
            Ingestion(),
            Ingestion(filter => filter with { LastRun = Run("other", null, "Running"), RequestedRun = new() { RequestedAt = Now, Message = "it starts once Job other has ended" } }),
            Ingestion(filter => filter with { LastRun = Run("other", 60, "Succeeded"), RequestedRun = Made }),
            Ingestion(filter => filter with { LastRun = Run(Job, null, "Running"), RequestedRun = Made }),
            Ingestion(filter => filter with { LastRun = Run(Job, 90, "Succeeded"), RequestedRun = Made }));

        Assert.Equal(
            [
                "is asked for, and no operator has taken it up yet", "waits: it starts once Job other has ended", $"Job {Job} is made", $"Job {Job} is running", $"Succeeded: Job {Job} has ended",
            ],
            stages.Select(stage => stage.InWords));
    }

    [Fact]
    public void A_run_that_was_there_before_is_not_taken_for_a_newer_one()
    {
        var before = Ingestion(filter => filter with { LastRun = Run("other", 60, "Succeeded") });

        var run = FollowedRun.From(before, "account", Now).See(Ingestion(filter => filter with { LastRun = Run("other", 60, "Succeeded"), RequestedRun = Made }));

        Assert.IsType<RunStage.Made>(run.Stage);
    }

    [Fact]
    public void A_result_that_a_newer_run_has_covered_is_not_known()
    {
        var stage = Stages(
            Ingestion(filter => filter with { LastRun = Run(Job, null, "Running"), RequestedRun = Made }),
            Ingestion(filter => filter with { LastRun = Run("newer", 90, "Succeeded"), RequestedRun = Made }))[^1];

        Assert.StartsWith($"Job {Job} is not the newest run any more, since newer has begun after it", Assert.IsType<RunStage.Lost>(stage).Why, StringComparison.Ordinal);
        Assert.Equal(5, stage.ExitCode);
    }

    [Fact]
    public void A_newer_request_for_the_same_filter_is_followed_and_one_for_another_ends_it()
    {
        var newer = new FollowedRun("account", Now).See(Ingestion(annotation: "later"));
        var withdrawn = new FollowedRun("account", Now).See(Ingestion(annotation: "later filter=other"));

        Assert.Equal(("later", new RunStage.Asked()), (newer.Value, newer.Stage));
        Assert.IsType<RunStage.Lost>(withdrawn.Stage);
    }

    [Fact]
    public void Once_it_was_made_a_newer_request_is_somebody_elses()
    {
        var run = new FollowedRun("account", Now)
            .See(Ingestion(filter => filter with { RequestedRun = Made }))
            .See(Ingestion(filter => filter with { LastRun = Run(Job, null, "Running"), RequestedRun = new() { RequestedAt = "later", Message = $"it starts once Job {Job} has ended" } }, "later"));

        Assert.Equal((Now, new RunStage.Running(Job)), (run.Value, run.Stage));
    }

    [Theory]
    [InlineData(0, "Succeeded")]
    [InlineData(8, "PartialSuccess")]
    [InlineData(7, "Failed")]
    [InlineData(7, "OutOfMemory")]
    [InlineData(7, "DeadlineExceeded")]
    [InlineData(7, "Stopped")]
    public void Each_result_has_its_code(int expected, string result) => Assert.Equal(expected, Stages(Ingestion(filter => filter with { LastRun = Run(Job, 90, result) }))[0].ExitCode);

    [Fact]
    public void A_stuck_run_is_not_over()
    {
        var stage = Stages(Ingestion(filter => filter with { LastRun = Run(Job, null, "ImagePullFailed") with { Message = "it cannot pull" } }))[0];

        Assert.Equal((false, "ImagePullFailed: it cannot pull"), (stage.IsOver, stage.InWords));
    }

    [Theory]
    [InlineData(ConditionTypes.ConnectionVerified, ConditionStatus.False, 1, true)]
    [InlineData(ConditionTypes.ConnectionVerified, ConditionStatus.Unknown, 1, false)]
    [InlineData(ConditionTypes.SecretsResolved, ConditionStatus.False, 1, true)]
    [InlineData(ConditionTypes.Stalled, ConditionStatus.True, 1, true)]
    [InlineData(ConditionTypes.Stalled, ConditionStatus.True, 0, false)]
    public void It_is_given_up_where_only_a_person_helps_and_not_on_an_old_verdict(string type, string status, long generation, bool expected)
    {
        var ingestion = Ingestion(filter => filter with { RequestedRun = new() { RequestedAt = Now, Message = RequestedRun.UntilApplied } });
        ingestion.Status = ingestion.Status! with { Conditions = [new Condition { Type = type, Status = status, Reason = "Why", Message = "Repair it.", ObservedGeneration = generation }] };

        Assert.Equal(expected ? new RunStage.Blocked("Why: Repair it.") : new RunStage.Waits(RequestedRun.UntilApplied), Stages(ingestion)[0]);
    }

    [Fact]
    public void Filters_that_wait_for_an_earlier_request_are_taken_along()
    {
        var ingestion = new DbtCloudIngestion
        {
            Metadata = new V1ObjectMeta { Name = "analytics", Annotations = new Dictionary<string, string> { [Names.RunAtAnnotation] = Now } },
            Spec = new IngestionSpec { Filters = [new FilterSpec { Name = "a" }, new FilterSpec { Name = "b" }, new FilterSpec { Name = "c" }] },
            Status = new IngestionStatus { Ingestions = [new FilterStatus { Filter = "a", RequestedRun = Made }, new FilterStatus { Filter = "b", RequestedRun = new() { RequestedAt = Now, Message = "waits" } }] },
        };

        Assert.Equal(["a", "b", "c"], RunAsking.WithWaiting(ingestion, ["a"]));
        Assert.Equal([], RunAsking.WithWaiting(ingestion, []));
        ingestion.Status = ingestion.Status with { LastHandledRunAt = Now };
        Assert.Equal(["a"], RunAsking.WithWaiting(ingestion, ["a"]));
    }

    private static RequestedRunStatus Made => new() { RequestedAt = Now, Job = Job };

    private static RunStatus Run(string job, int? seconds, string result) => new()
    {
        Job = job,
        RunId = $"uid-of-{job}",
        StartTime = Start,
        CompletionTime = seconds is { } after ? Start.AddSeconds(after) : null,
        Result = result,
    };

    private static DbtCloudIngestion Ingestion(Func<FilterStatus, FilterStatus>? change = null, string annotation = Now)
    {
        var filter = new FilterStatus { Filter = Names.WholeAccount, CronJob = "analytics" };
        return new DbtCloudIngestion
        {
            Metadata = new V1ObjectMeta { Name = "analytics", NamespaceProperty = "data", Generation = 1, Annotations = new Dictionary<string, string> { [Names.RunAtAnnotation] = annotation } },
            Spec = new IngestionSpec(),
            Status = new IngestionStatus { Ingestions = [change?.Invoke(filter) ?? filter] },
        };
    }

    private static List<RunStage> Stages(params DbtCloudIngestion[] states)
    {
        var run = new FollowedRun(Names.WholeAccount, Now);
        return [.. states.Select(state => (run = run.See(state)).Stage)];
    }
}
