using System.Text.Json;
using k8s.Models;
using Operator.Cluster;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Cluster;

/// <summary>A note on a Job: which dbt run it takes.</summary>
public sealed class AnnotatingTests : AgainstScriptedApi
{
    private static V1Job Job => Read(7, "");

    [Fact]
    public async Task Nothing_but_the_note_is_written_and_it_is_known_at_once()
    {
        Stores.Jobs.Replace([Job], "7");

        var annotating = Cluster.AnnotateAsync(Job, Names.DbtRunAnnotation, "run 777", Token);
        var call = await Api.NextAsync();
        call.Json("""{"metadata":{"name":"analytics-marts-1","namespace":"data","uid":"job-1","resourceVersion":"8"}}""");

        Assert.IsType<WriteAnswer.Done>(await annotating);
        Assert.Equal(("PATCH", "application/merge-patch+json", "/apis/batch/v1/namespaces/data/jobs/analytics-marts-1"), (call.Method, call.ContentType, call.Path));
        Assert.Equal($$$$"""{"metadata":{"uid":"job-1","resourceVersion":"7","annotations":{"{{{{Names.DbtRunAnnotation}}}}":"run 777"}}}""", call.Body);
        var known = Assert.Single(Cluster.JobsOf(Analytics)).Metadata;
        Assert.Equal(("8", "run 777", "kept"), (known.ResourceVersion, known.Annotations[Names.DbtRunAnnotation], known.Annotations["by-somebody"]));
    }

    /// <summary>The note would else come with a newer version of a Job that still runs, and the end that the watch tells would count as old.</summary>
    [Fact]
    public async Task A_Job_that_has_ended_meanwhile_gets_no_note_and_its_end_is_not_overlooked()
    {
        Stores.Jobs.Replace([Job], "7");

        var annotating = Cluster.AnnotateAsync(Job, Names.DbtRunAnnotation, "run 777", Token);
        (await Api.NextAsync()).Refuse(409, "Conflict", "the object has been modified");
        Assert.IsType<WriteAnswer.Stale>(await annotating);
        Stores.Jobs.Put(Read(8, """{"conditions":[{"type":"Complete","status":"True"}]}"""));

        Assert.Equal("Complete", Assert.Single(Assert.Single(Cluster.JobsOf(Analytics)).Status.Conditions).Type);
    }

    [Theory]
    [InlineData(404, typeof(WriteAnswer.Gone))]
    [InlineData(503, typeof(WriteAnswer.Unavailable))]
    public async Task A_note_that_does_not_arrive_is_not_taken_for_written(int code, Type expected)
    {
        Stores.Jobs.Replace([Job], "7");

        var annotating = Cluster.AnnotateAsync(Job, Names.DbtRunAnnotation, "run 777", Token);
        (await Api.NextAsync()).Refuse(code, "", "not now");

        Assert.IsType(expected, await annotating);
        Assert.DoesNotContain(Names.DbtRunAnnotation, Assert.Single(Cluster.JobsOf(Analytics)).Metadata.Annotations.Keys);
    }

    [Fact]
    public async Task Where_RBAC_forbids_it_the_rule_that_is_missing_is_told()
    {
        var annotating = Cluster.AnnotateAsync(Job, Names.DbtRunAnnotation, "run 777", Token);
        (await Api.NextAsync()).Refuse(403, "Forbidden", "jobs.batch \"analytics-marts-1\" is forbidden: User \"op\" cannot patch resource \"jobs\"");

        Assert.IsType<WriteAnswer.Forbidden>(await annotating);
        Assert.Contains("grant the operator's service account the verbs patch on resources [\"jobs\"]", Assert.Single(Log.Lines.All).Text, StringComparison.Ordinal);
    }

    private static V1Job Read(int version, string status) => JsonSerializer.Deserialize(
        $$$"""
        {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"analytics-marts-1","namespace":"data","uid":"job-1","resourceVersion":"{{{version}}}",
          "labels":{"metadata-ingestion.io/ingestion":"analytics"},"annotations":{"by-somebody":"kept"} },"spec":{"template":{} },"status":{{{(status.Length == 0 ? "{}" : status)}}} }
        """,
        ResourceJson.Default.V1Job)!;
}
