using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Resource;

/// <summary>Whatever stands where a quantity should be goes through the operator as it is, and nothing is computed of it.</summary>
public sealed class QuantityTextTests
{
    private static readonly string[] Hostile = ["1e999999", "1e2147483647", "99999999999999999999E", "1e1.5", "", "-1", "nonsense"];

    [Fact]
    public void A_resource_keeps_its_quantities_as_they_were_written() => Assert.All(Hostile, text =>
    {
        var run = $$$$"""{"run":{"resources":{"limits":{"memory":"{{{{text}}}}"}},"artifactsSizeLimit":"{{{{text}}}}","env":[{"name":"A","valueFrom":{"resourceFieldRef":{"divisor":"{{{{text}}}}","resource":"limits.cpu"}}}]}}""";

        var read = JsonSerializer.Deserialize($$"""{"metadata":{"name":"a"},"spec":{{run}} }""", LeanJson.Ingestion)!;

        AssertSame(run, JsonSerializer.Serialize(read.Spec, ResourceJson.Default.IngestionSpec));
        AssertSame(run, JsonSerializer.SerializeToNode(read, LeanJson.Ingestion)!["spec"]!.ToJsonString());
    });

    [Fact]
    public void A_CronJob_and_a_Job_keep_theirs() => Assert.All(Hostile, text =>
    {
        var pod = $$$$"""{"template":{"spec":{"containers":[{"name":"c","resources":{"limits":{"memory":"{{{{text}}}}"},"requests":{"cpu":"{{{{text}}}}"}}}],"overhead":{"cpu":"{{{{text}}}}"},"volumes":[{"emptyDir":{"sizeLimit":"{{{{text}}}}"},"name":"v"}]}}}""";

        var job = JsonSerializer.Deserialize($$"""{"spec":{{pod}} }""", ResourceJson.Default.V1Job)!;
        var cronJob = JsonSerializer.Deserialize($$"""{"spec":{"jobTemplate":{"spec":{{pod}} } } }""", LeanJson.CronJob)!;

        AssertSame(pod, JsonSerializer.Serialize(job.Spec, ResourceJson.Default.V1JobSpec));
        Assert.Equal(text, cronJob.Spec.JobTemplate.Spec.Template.Spec.Containers[0].Resources.Limits["memory"].ToString());
        Assert.Equal(text, JsonSerializer.SerializeToNode(cronJob, LeanJson.CronJob)!["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!["volumes"]![0]!["emptyDir"]!["sizeLimit"]!.GetValue<string>());
        Assert.Equal("c", JsonSerializer.Deserialize($$"""{"spec":{{pod}} }""", LeanJson.Job)!.Spec.Template.Spec.Containers[0].Name);
    });

    [Theory]
    [InlineData("2", "2")]
    [InlineData("1e999999", "1e999999")]
    [InlineData("99999999999999999999999", "99999999999999999999999")]
    public void A_number_is_kept_as_its_digits(string number, string text)
    {
        var read = JsonSerializer.Deserialize($$"""{"artifactsSizeLimit":{{number}} }""", ResourceJson.Default.RunSpec)!;

        Assert.Equal(new QuantityText(text), read.ArtifactsSizeLimit);
    }

    [Fact]
    public void Texts_are_equal_and_not_values()
    {
        ResourceQuantity one = new QuantityText("1Gi");

        Assert.Equal<object>(new QuantityText("1Gi"), one);
        Assert.NotEqual<object>(new QuantityText("1024Mi"), one);
    }

    private static void AssertSame(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);
}
