using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using k8s.Models;
using Operator.Plan;
using Operator.Reporting;
using Operator.Resource;
using Operator.Tests.Plan;
using Xunit;

namespace Operator.Tests.Resource;

/// <summary>What the operator leaves out when it reads and writes objects, and above all what it does not.</summary>
public sealed class LeanJsonTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.All];

    /// <summary>Whoever begins to desire a field that is left out sees it here: it would never reach the API server.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void All_that_is_desired_of_a_CronJob_is_written(string name) =>
        Assert.All(GoldenCase.Load(name).Desired, desired => AssertSame(Whole(desired, ResourceJson.Default.V1CronJob), Whole(desired, LeanJson.CronJob)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void All_that_is_desired_of_a_CronJob_is_read_back(string name) =>
        Assert.All(GoldenCase.Load(name).Desired, desired =>
        {
            var stored = JsonSerializer.Serialize(desired, ResourceJson.Default.V1CronJob);
            AssertSame(Whole(desired, ResourceJson.Default.V1CronJob), Whole(JsonSerializer.Deserialize(stored, LeanJson.CronJob)!, ResourceJson.Default.V1CronJob));
        });

    [Theory]
    [MemberData(nameof(Cases))]
    public void All_that_a_user_wrote_is_read(string name)
    {
        var ingestion = GoldenCase.Load(name).Ingestion;
        var stored = JsonSerializer.Serialize(ingestion, ResourceJson.Default.DbtCloudIngestion);

        var read = JsonSerializer.Deserialize(stored, LeanJson.Ingestion)!;

        AssertSame(Whole(ingestion, ResourceJson.Default.DbtCloudIngestion), Whole(read, ResourceJson.Default.DbtCloudIngestion));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void All_that_the_plan_and_the_status_take_from_a_Job_is_read(string name)
    {
        var golden = GoldenCase.Load(name);
        var seen = golden.Seen with { Jobs = [.. golden.Seen.Jobs.Select(Lean)] };

        var plan = Planner.Plan(golden.Ingestion, seen, golden.Options, golden.Now);
        var report = StatusReport.Of(golden.Ingestion, seen, plan, golden.Done, golden.Now);

        Assert.Equal(GoldenCase.Text(golden.Report.Status), GoldenCase.Text(report.Status));
    }

    [Fact]
    public void A_Job_is_read_without_its_workflow_document_and_with_the_names_of_its_containers()
    {
        var template = GoldenCase.Load("created").Desired.Single().Spec.JobTemplate;
        Assert.Contains(Names.WorkflowAnnotation, template.Spec.Template.Metadata.Annotations.Keys);

        var job = Lean(new V1Job { Metadata = new V1ObjectMeta { Name = "analytics-1", Labels = template.Metadata.Labels }, Spec = template.Spec });

        Assert.Equal(
            """{"activeDeadlineSeconds":7200,"backoffLimit":0,"template":{"spec":{"containers":[{"name":"ingestion"}],"initContainers":[{"name":"fetch-artifacts"}]}}}""",
            JsonSerializer.Serialize(job.Spec, ResourceJson.Default.V1JobSpec));
        Assert.Equal("analytics", job.Metadata.Labels[Names.IngestionLabel]);
    }

    [Fact]
    public void Managed_fields_and_the_copy_that_kubectl_keeps_are_left_out_and_every_other_annotation_stays()
    {
        const string Metadata = """
            {"metadata":{"name":"a","selfLink":"/a","managedFields":[{"manager":"kubectl","fieldsV1":{"f:spec":{"f:suspend":{}}}}],
             "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"spec\":{}}","team":"data","kubectl.kubernetes.io/restartedAt":"now"}}}
            """;

        Assert.Multiple(
            () => AssertLean(JsonSerializer.Deserialize(Metadata, LeanJson.Ingestion)!.Metadata),
            () => AssertLean(JsonSerializer.Deserialize(Metadata, LeanJson.CronJob)!.Metadata),
            () => AssertLean(JsonSerializer.Deserialize(Metadata, LeanJson.Job)!.Metadata));

        static void AssertLean(V1ObjectMeta read)
        {
            Assert.Equal((null, null), (read.ManagedFields, read.SelfLink));
            Assert.Equal(["kubectl.kubernetes.io/restartedAt=now", "team=data"], read.Annotations.Select(pair => $"{pair.Key}={pair.Value}").Order());
        }
    }

    [Fact]
    public void Fields_that_somebody_else_set_on_a_CronJob_are_not_kept_in_memory()
    {
        const string Stored = """
            {"metadata":{"name":"a"},"spec":{"schedule":"0 * * * *","jobTemplate":{"spec":{"template":{"spec":{
             "hostAliases":[{"ip":"10.0.0.1"}],"containers":[{"name":"ingestion","ports":[{"containerPort":80}]}],"volumes":[{"name":"v","nfs":{"server":"s"}}]}}}}}}
            """;

        var read = JsonSerializer.Deserialize(Stored, LeanJson.CronJob)!;

        Assert.Equal(
            """{"containers":[{"name":"ingestion"}],"volumes":[{"name":"v"}]}""",
            JsonSerializer.Serialize(read.Spec.JobTemplate.Spec.Template.Spec, ResourceJson.Default.V1PodSpec));
    }

    private static V1Job Lean(V1Job job) => JsonSerializer.Deserialize(JsonSerializer.Serialize(job, ResourceJson.Default.V1Job), LeanJson.Job)!;

    private static JsonNode Whole<T>(T item, JsonTypeInfo<T> type) => JsonSerializer.SerializeToNode(item, type)!;

    private static void AssertSame(JsonNode expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"Expected {expected}\nActual {actual}");
}
