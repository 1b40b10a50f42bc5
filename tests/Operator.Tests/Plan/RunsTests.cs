using k8s.Models;
using Operator.Plan;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Plan;

public sealed class RunsTests
{
    private static readonly DateTime Start = new(2026, 11, 24, 10, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Only_the_newest_ended_run_is_asked_about_and_only_once()
    {
        var ingestion = new DbtCloudIngestion { Spec = new IngestionSpec(), Status = null };
        V1Job[] jobs = [Job("older", 0, "Complete"), Job("newer", 10, "Failed"), Job("running", 20, null)];

        var known = ingestion with { Status = new IngestionStatus { Ingestions = [new FilterStatus { Filter = "account", LastRun = JobReading.Read(jobs[1], null) }] } };

        Assert.Equal(["newer"], Runs.NeedOutcome(ingestion, jobs).Select(job => job.Metadata.Name));
        Assert.Empty(Runs.NeedOutcome(known, jobs[..2]));
    }

    [Fact]
    public void A_failed_run_is_counted_once_however_often_it_is_seen()
    {
        var ingestion = new DbtCloudIngestion { Spec = new IngestionSpec() };
        var first = History(ingestion, Job("a", 0, "Failed"), Job("b", 10, "Failed"));
        var again = History(Known(ingestion, first), Job("a", 0, "Failed"), Job("b", 10, "Failed"));
        var later = History(Known(ingestion, again), Job("b", 10, "Failed"), Job("c", 20, "Failed"));

        Assert.Equal([2, 2, 3], [first.ConsecutiveFailures, again.ConsecutiveFailures, later.ConsecutiveFailures]);
    }

    [Fact]
    public void A_run_that_was_seen_running_is_counted_when_it_ends()
    {
        var ingestion = new DbtCloudIngestion { Spec = new IngestionSpec() };
        var running = History(ingestion, Job("a", 0, null));
        var ended = History(Known(ingestion, running), Job("a", 0, "Failed"));

        Assert.Equal([0, 1], [running.ConsecutiveFailures, ended.ConsecutiveFailures]);
    }

    [Fact]
    public void A_success_ends_the_row_of_failures_and_is_dated()
    {
        var ingestion = new DbtCloudIngestion { Spec = new IngestionSpec() };
        var failed = History(ingestion, Job("a", 0, "Failed"));
        var good = History(Known(ingestion, failed), Job("b", 10, "Complete"));

        Assert.Equal(0, good.ConsecutiveFailures);
        Assert.Equal(new DateTimeOffset(Start.AddMinutes(11)), good.LastSuccessfulTime);
    }

    [Theory]
    [InlineData(true, false, RunTriggers.Schedule)]
    [InlineData(true, true, RunTriggers.Manual)]
    [InlineData(false, false, RunTriggers.Manual)]
    public void Whoever_started_it_is_told_apart(bool byCronJob, bool marked, string trigger)
    {
        var job = Job("a", 0, null);
        job.Metadata.OwnerReferences = byCronJob ? [new V1OwnerReference { Kind = "CronJob", Controller = true }] : null;
        job.Metadata.Annotations = marked ? new Dictionary<string, string> { [Names.InstantiateAnnotation] = "manual" } : null;

        Assert.Equal(trigger, JobReading.TriggerOf(job));
    }

    private static RunHistory History(DbtCloudIngestion ingestion, params V1Job[] jobs)
    {
        var key = new KeySeen(Reasons.SecretsResolved.Resolved, "uid/1");
        return Runs.Of(ingestion, Selection.AllOf(ingestion).Single(), new Observation { DbtToken = key, BotToken = key, Jobs = jobs }, null);
    }

    private static DbtCloudIngestion Known(DbtCloudIngestion ingestion, RunHistory runs) => ingestion with
    {
        Status = new IngestionStatus
        {
            Ingestions = [new FilterStatus { Filter = "account", LastRun = runs.LastRun, ConsecutiveFailures = runs.ConsecutiveFailures, LastSuccessfulTime = runs.LastSuccessfulTime }],
        },
    };

    private static V1Job Job(string name, int minute, string? end) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Uid = $"uid-of-{name}", Labels = new Dictionary<string, string> { [Names.FilterLabel] = "account" } },
        Status = new V1JobStatus
        {
            StartTime = Start.AddMinutes(minute),
            CompletionTime = end == "Complete" ? Start.AddMinutes(minute + 1) : null,
            Conditions = end is null ? null : [new V1JobCondition { Type = end, Status = "True", LastTransitionTime = Start.AddMinutes(minute + 1) }],
        },
    };
}
