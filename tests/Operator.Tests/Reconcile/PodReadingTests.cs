using System.Text.Json;
using k8s.Models;
using Operator.Cluster.Watching;
using Operator.Plan;
using Operator.Reconcile;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Reconcile;

/// <summary>Pods in the words of the scheduler and the kubelet.</summary>
public sealed class PodReadingTests
{
    private static readonly V1Job Job = new()
    {
        Metadata = new V1ObjectMeta { Name = "analytics-1", Uid = "job-1" },
        Spec = new V1JobSpec { Template = new V1PodTemplateSpec { Spec = new V1PodSpec { Containers = [new V1Container { Name = "ingestion" }] } } },
    };

    [Theory]
    [InlineData("ErrImagePull", "ImagePullFailed")]
    [InlineData("ImagePullBackOff", "ImagePullFailed")]
    [InlineData("InvalidImageName", "ImagePullFailed")]
    [InlineData("CreateContainerConfigError", "SecretMissing")]
    [InlineData("ContainerCreating", null)]
    [InlineData("PodInitializing", null)]
    public void What_a_container_waits_for_keeps_the_run_from_going_on(string waiting, string? reason) =>
        Assert.Equal(reason, Read($$$"""{"phase":"Pending","containerStatuses":[{"name":"ingestion","image":"ingestion:1","state":{"waiting":{"reason":"{{{waiting}}}","message":"secret \"dbt-cloud\" not found"} } }]}""").Stuck?.Reason.Name);

    [Fact]
    public void A_pull_names_its_image_and_never_what_the_registry_said()
    {
        var stuck = Read("""{"containerStatuses":[{"name":"ingestion","image":"mirror.example/ingestion:1","state":{"waiting":{"reason":"ErrImagePull","message":"401 from https://user:password@mirror.example"}}}]}""").Stuck;

        Assert.Equal("mirror.example/ingestion:1", stuck!.Message);
    }

    [Fact]
    public void An_init_container_that_a_mesh_has_added_keeps_the_run_from_going_on_as_well() =>
        Assert.Equal("ImagePullFailed", Read("""{"initContainerStatuses":[{"name":"istio-init","image":"proxy:1","state":{"waiting":{"reason":"ImagePullBackOff"}}}]}""").Stuck?.Reason.Name);

    [Theory]
    [InlineData("ErrImagePull", "ImagePullFailed", "operator:1")]
    [InlineData("CreateContainerConfigError", "SecretMissing", "secret \"dbt-cloud\" not found")]
    public void What_the_init_container_waits_for_is_told_by_its_own_image_and_Secret(string waiting, string reason, string words)
    {
        var stuck = Read($$$"""
            {"phase":"Pending","initContainerStatuses":[{"name":"fetch-artifacts","image":"operator:1","state":{"waiting":{"reason":"{{{waiting}}}","message":"secret \"dbt-cloud\" not found"} } }],
             "containerStatuses":[{"name":"ingestion","image":"ingestion:1","state":{"waiting":{"reason":"PodInitializing"} } }]}
            """).Stuck!;

        Assert.Equal((reason, words), (stuck.Reason.Name, stuck.Message));
    }

    [Fact]
    public void An_init_container_that_failed_is_the_end_of_the_pod_and_its_message_is_read()
    {
        var outcome = Read("""
            {"phase":"Failed","initContainerStatuses":[{"name":"fetch-artifacts","state":{"terminated":{"exitCode":3,"reason":"Error","message":"{\"format\":1,\"reason\":\"Unreachable\"}"}}}],
             "containerStatuses":[{"name":"ingestion","state":{"waiting":{"reason":"PodInitializing"}}}]}
            """);

        Assert.Equal((3, "Error", "Unreachable"), (outcome.ExitCode, outcome.EndReason, outcome.Fetch!.Reason!.Name));
        Assert.Null(outcome.Stuck);
    }

    [Fact]
    public void Of_both_containers_the_end_of_the_ingestion_counts_and_the_fetch_is_kept()
    {
        var outcome = Read("""
            {"phase":"Failed","initContainerStatuses":[{"name":"fetch-artifacts","state":{"terminated":{"exitCode":0,"reason":"Completed","message":"{\"format\":1,\"run\":{\"id\":\"777\"}}"}}}],
             "containerStatuses":[{"name":"ingestion","state":{"terminated":{"exitCode":137,"reason":"OOMKilled"}}}]}
            """);

        Assert.Equal((137, "OOMKilled", "777"), (outcome.ExitCode, outcome.EndReason, outcome.Fetch!.Message!.Run!.Id));
        Assert.False(outcome.Fetch.HasFailed);
    }

    [Theory]
    [InlineData("""{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/3 nodes are available:\n 3 Insufficient memory."}""", "0/3 nodes are available: 3 Insufficient memory")]
    [InlineData("""{"type":"PodScheduled","status":"False","reason":"SchedulingGated","message":"waiting"}""", null)]
    [InlineData("""{"type":"PodScheduled","status":"True"}""", null)]
    public void A_pod_without_a_node_has_the_schedulers_sentence(string condition, string? words) =>
        Assert.Equal(words, Read($$"""{"phase":"Pending","conditions":[{{condition}}]}""").Stuck?.Message);

    [Theory]
    [InlineData("""{"phase":"Failed","reason":"Evicted"}""", "Evicted")]
    [InlineData("""{"phase":"Failed","reason":"DeadlineExceeded"}""", null)]
    [InlineData("""{"phase":"Failed","conditions":[{"type":"DisruptionTarget","status":"True","reason":"PreemptionByScheduler"}]}""", "PreemptionByScheduler")]
    [InlineData("""{"phase":"Failed","conditions":[{"type":"DisruptionTarget","status":"False"}]}""", null)]
    public void Who_took_the_pod_off_its_node_is_told(string status, string? by) => Assert.Equal(by, Read(status).EvictedBy);

    [Fact]
    public void The_end_is_that_of_the_ingestion_and_of_its_log_only_the_cause_is_kept()
    {
        var outcome = Read("""
            {"phase":"Failed","containerStatuses":[
              {"name":"istio-proxy","state":{"terminated":{"exitCode":9}}},
              {"name":"ingestion","state":{"terminated":{"exitCode":1,"reason":"Error","message":"token dbtc_canary_42\nManifest file not found in dbt Cloud. Please ensure your dbt job generates artifacts."}}}]}
            """);

        Assert.Equal((1, "Error", LogCause.ManifestMissing), (outcome.ExitCode, outcome.EndReason, outcome.Cause));
        Assert.DoesNotContain("canary", outcome.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{\"format\":1,\"http429\":2,\"reason\":\"RateLimited\"}""", true)]
    [InlineData("""{\"format\":1,\"reason\":\"Unreachable\"}""", false)]
    public void When_dbt_Cloud_asked_the_fetch_for_silence_is_told_by_its_end(string message, bool wasAsked)
    {
        var outcome = Read($$$"""{"phase":"Failed","initContainerStatuses":[{"name":"fetch-artifacts","state":{"terminated":{"exitCode":3,"finishedAt":"2026-11-24T10:07:00Z","message":"{{{message}}}"} } }]}""");

        Assert.Equal(wasAsked ? new DateTimeOffset(2026, 11, 24, 10, 7, 0, TimeSpan.Zero) : null, outcome.Fetch!.AskedForSilenceAt);
    }

    [Fact]
    public void Of_several_pods_the_newest_of_this_very_Job_counts()
    {
        PodSeen[] pods = [Pod("first", 0, "job-1", "job-1"), Pod("second", 5, "job-1", "job-1"), Pod("of-another", 9, "job-2", "job-2"), Pod("of-nobody", 9, null, null), Pod("labelled-by-hand", 9, "job-1", null)];

        Assert.Equal("second", PodReading.NewestOf(Job, pods)?.Metadata.Name);
        Assert.Null(PodReading.NewestOf(Job, pods[2..]));
    }

    [Theory]
    [InlineData("cronjob-1", 0, true)]
    [InlineData("cronjob-1", 60, true)]
    [InlineData("cronjob-1", 3600, false)]
    [InlineData("cronjob-of-another", 0, false)]
    [InlineData(null, 0, false)]
    public void A_pod_tells_of_a_silence_only_where_its_Job_is_one_of_our_CronJobs_and_not_from_the_future(string? owner, int endedAfter, bool counts)
    {
        var (selection, now) = (Selection.AllOf(new DbtCloudIngestion()).Single(), new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero));
        var job = new V1Job
        {
            Metadata = new V1ObjectMeta { Name = "analytics-1", Uid = "job-1", OwnerReferences = owner is null ? null : [new V1OwnerReference { Kind = "CronJob", Uid = owner, Controller = true }] },
        };
        var pod = new PodOutcome { Fetch = new FetchOutcome(3, "Error", new FetchMessage { AskedForSilence = 1 }, now.AddSeconds(endedAfter)) };
        var seen = new Observation
        {
            CronJobs = [new V1CronJob { Metadata = new V1ObjectMeta { Name = "analytics", Uid = "cronjob-1" } }],
            Outcomes = new Dictionary<string, OutcomeSeen> { ["job-1"] = new(pod, null) },
        };

        Assert.Equal(counts ? now.AddSeconds(endedAfter) : null, PodReading.SilenceAsked([new RunQuestion(selection, "job-1", job)], seen, now));
    }

    [Theory]
    [InlineData("Error creating: pods \"analytics-1-x7f2p\" is forbidden: exceeded quota: compute, requested: pods=1", "exceeded quota: compute, requested: pods=1")]
    [InlineData("Error creating: pods \"analytics-1-\" is forbidden: error looking up service account data/x: serviceaccount \"x\" not found", "error looking up service account data/x: serviceaccount \"x\" not found")]
    [InlineData("Error creating: admission webhook \"policy.example\" denied the request: no\n way", "admission webhook \"policy.example\" denied the request: no way")]
    public void A_refusal_is_the_same_for_every_attempt(string said, string words) => Assert.Equal(words, KubernetesWords.Rejection(said));

    [Fact]
    public void A_sentence_of_Kubernetes_that_is_too_long_is_cut() => Assert.Equal(301, KubernetesWords.Of(new string('x', 5000)).Length);

    private static PodOutcome Read(string status) =>
        PodReading.Of(Job, JsonSerializer.Deserialize($$"""{"metadata":{"name":"p"},"status":{{status}}}""", Objects.Pod)!);

    private static PodSeen Pod(string name, int minute, string? job, string? owner) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = name,
            CreationTimestamp = new DateTime(2026, 11, 24, 10, minute, 0, DateTimeKind.Utc),
            Labels = job is null ? null : new Dictionary<string, string> { [Names.ControllerUidLabel] = job },
            OwnerReferences = owner is null ? null : [new V1OwnerReference { Kind = "Job", Uid = owner, Controller = true }],
        },
    };
}
