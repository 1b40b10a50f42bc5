using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;
using Operator.Cluster.Watching;
using Operator.Resource;
using Operator.Tests.Plan;
using Xunit;

namespace Operator.Tests.Cluster.Watching;

/// <summary>Objects at rest: packed, and whole again when somebody looks.</summary>
public sealed class HeldTests
{
    private static readonly IngestionKey Analytics = new("data", "analytics");

    public static TheoryData<string> Cases => [.. GoldenCase.All];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_held_comes_back_as_it_was(string name) => Assert.All(GoldenCase.Load(name).Desired, desired =>
    {
        var held = Held.Of(desired, Objects.CronJob, Analytics);

        Assert.True(JsonNode.DeepEquals(Tree(desired), Tree(held.Unpack(Objects.CronJob))));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(100_000)]
    [InlineData(1_500_000)]
    public void Also_when_it_is_as_large_as_objects_can_be_and_no_plain_text(int length)
    {
        var noise = new Random(length);
        var text = string.Concat(Enumerable.Range(0, length).Select(_ => (char)noise.Next(0x100, 0x3000)));
        var cronJob = Given.CronJob();
        cronJob.Metadata.Annotations = new Dictionary<string, string> { ["text"] = text };

        var back = Held.Of(cronJob, Objects.CronJob, Analytics).Unpack(Objects.CronJob);

        Assert.True(text == back.Metadata.Annotations["text"]);
    }

    [Fact]
    public void Who_looks_has_a_copy_of_its_own()
    {
        var held = Held.Of(Given.CronJob(), Objects.CronJob, Analytics);
        var first = held.Unpack(Objects.CronJob);
        first.Spec.Schedule = "changed";
        first.Metadata.Labels.Clear();

        var second = held.Unpack(Objects.CronJob);

        Assert.Equal(("17 */6 * * *", "analytics"), (second.Spec.Schedule, second.Metadata.Labels[Names.IngestionLabel]));
    }

    [Fact]
    public void Who_it_is_and_which_version_is_known_without_looking()
    {
        var held = Held.Of(Given.CronJob("marts", version: 17), Objects.CronJob, Analytics);

        Assert.Equal((new ObjectName("data", "marts"), 17UL, Analytics), (held.Name, held.Version, held.Ingestion));
    }

    [Theory]
    [InlineData("12", 12)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("-1", 0)]
    [InlineData("1.5", 0)]
    [InlineData("18446744073709551616", 0)]
    public void A_version_that_is_no_number_is_older_than_every_other(string? version, ulong number) => Assert.Equal(number, Versions.Number(version));

    private static JsonNode Tree(V1CronJob cronJob) => JsonSerializer.SerializeToNode(cronJob, ResourceJson.Default.V1CronJob)!;
}
