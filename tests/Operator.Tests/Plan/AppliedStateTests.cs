using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;
using Operator.Plan;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Plan;

public sealed class AppliedStateTests
{
    [Theory]
    [InlineData("created")]
    [InlineData("every-option")]
    [InlineData("every-run-field")]
    public void What_an_API_server_stores_of_it_is_in_sync(string name)
    {
        var desired = GoldenCase.Load(name).Desired.Single();

        Assert.True(AppliedState.IsInSync(desired, Changed(desired, Store)));
    }

    [Theory]
    [InlineData("spec/schedule", "\"0 0 * * *\"")]
    [InlineData("spec/suspend", "true")]
    [InlineData("spec/jobTemplate/spec/template/spec/containers/0/image", "\"other:1\"")]
    [InlineData("spec/jobTemplate/spec/template/spec/containers/0/command", "[\"metadata\", \"ingest\"]")]
    [InlineData("spec/jobTemplate/spec/template/spec/containers/0/resources/limits/memory", "\"2Gi\"")]
    [InlineData("spec/jobTemplate/spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/key", "\"other\"")]
    [InlineData("spec/jobTemplate/spec/template/spec/initContainers/0/args/2", "\"other\"")]
    [InlineData("spec/jobTemplate/spec/podFailurePolicy/rules/0/onExitCodes/values/0", "5")]
    [InlineData("spec/jobTemplate/spec/template/spec/volumes/2/emptyDir/sizeLimit", "\"2Gi\"")]
    [InlineData("spec/jobTemplate/spec/template/spec/containers/0/securityContext/capabilities/drop", "[]")]
    [InlineData("spec/jobTemplate/spec/template/metadata/annotations/metadata-ingestion.io~1workflow", "\"other\"")]
    [InlineData("metadata/annotations/metadata-ingestion.io~1applied", "\"0000000000000000\"")]
    public void A_change_of_a_desired_field_is_seen(string path, string value)
    {
        var desired = GoldenCase.Load("created").Desired.Single();

        Assert.False(AppliedState.IsInSync(desired, Changed(desired, live => Set(live, path, value))));
    }

    [Theory]
    [InlineData("spec/jobTemplate/spec/template/spec/containers/0/resources/limits/memory", "\"4096Mi\"")]
    [InlineData("spec/jobTemplate/spec/template/spec/volumes/2/emptyDir/sizeLimit", "\"1024Mi\"")]
    [InlineData("metadata/labels/team", "\"data\"")]
    [InlineData("spec/jobTemplate/spec/template/spec/priorityClassName", "\"low\"")]
    public void What_is_equal_or_belongs_to_others_is_left(string path, string value)
    {
        var desired = GoldenCase.Load("created").Desired.Single();

        Assert.True(AppliedState.IsInSync(desired, Changed(desired, live => Set(live, path, value))));
    }

    [Fact]
    public void The_hash_rests_on_the_content_alone()
    {
        var hash = GoldenCase.Load("created").Desired.Single().Metadata.Annotations[Names.AppliedAnnotation];

        Assert.Equal(hash, GoldenCase.Load("created").Desired.Single().Metadata.Annotations[Names.AppliedAnnotation]);
        Assert.NotEqual(hash, GoldenCase.Load("suspended").Desired.Single().Metadata.Annotations[Names.AppliedAnnotation]);
    }

    // The defaults that a real API server was seen to add.
    private static void Store(JsonObject cronJob)
    {
        Set(cronJob, "metadata/uid", "\"cron-uid\"");
        Set(cronJob, "metadata/generation", "1");
        var pod = cronJob["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!.AsObject();
        pod["dnsPolicy"] = "ClusterFirst";
        pod["schedulerName"] = "default-scheduler";
        foreach (var container in pod["containers"]!.AsArray().Concat(pod["initContainers"]!.AsArray()))
        {
            container!["imagePullPolicy"] ??= "IfNotPresent";
            container["terminationMessagePath"] = "/dev/termination-log";
            foreach (var variable in container["env"]!.AsArray().Where(variable => variable!["valueFrom"]?["fieldRef"] is not null))
            {
                variable!["valueFrom"]!["fieldRef"]!["apiVersion"] = "v1";
            }
        }

        foreach (var volume in pod["volumes"]!.AsArray())
        {
            foreach (var source in new[] { "downwardAPI", "secret", "configMap" }.Where(source => volume![source] is not null))
            {
                volume![source]!["defaultMode"] = 420;
            }

            foreach (var item in volume!["downwardAPI"]?["items"]?.AsArray() ?? [])
            {
                item!["fieldRef"]!["apiVersion"] = "v1";
            }
        }
    }

    private static V1CronJob Changed(V1CronJob desired, Action<JsonObject> change)
    {
        var tree = JsonSerializer.SerializeToNode(desired, LeanJson.CronJob)!.AsObject();
        change(tree);
        return tree.Deserialize(LeanJson.CronJob)!;
    }

    private static void Set(JsonObject root, string path, string value)
    {
        var steps = path.Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal)).ToList();
        JsonNode node = root;
        foreach (var step in steps.SkipLast(1))
        {
            node = int.TryParse(step, out var index) ? node[index]! : node[step]!;
        }

        if (int.TryParse(steps[^1], out var at))
        {
            node[at] = JsonNode.Parse(value);
        }
        else
        {
            node[steps[^1]] = JsonNode.Parse(value);
        }
    }
}
