using System.Text.Json.Nodes;
using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.Hosting.Verbs;

/// <summary>Rendering without any network: what is given is used, what is not is said.</summary>
public sealed class RenderTests
{
    [Fact]
    public async Task With_a_version_nothing_is_assumed_about_the_image()
    {
        var run = await VerbRun.OfAsync(["render", "-f", "-", "--openmetadata-version", "1.12.14"], Repository.Read("config", "samples", "minimal.yaml"));

        Assert.Equal(0, run.Code);
        Assert.Contains("image: docker.getcollate.io/openmetadata/ingestion-base:1.12.14\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("(input):2: data/minimal: its uid is known once it exists in a cluster (--kubeconfig)", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("assumed", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operators_options_count_here_too()
    {
        var run = await VerbRun.OfAsync(["render", "-f", "-", "--ingestion-tag", "1.13.6-mirror", "--ingestion-repository", "registry.example.com/om"], Repository.Read("config", "samples", "minimal.yaml"));

        Assert.Contains("image: registry.example.com/om:1.13.6-mirror\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schedule_that_cannot_be_asked_for_is_told_and_the_others_are_rendered()
    {
        var run = await VerbRun.OfAsync(["render", "-f", "-", "--openmetadata-version", "1.13.6"], Repository.Read("config", "samples", "analytics.yaml"));

        Assert.Equal(5, run.Code);
        Assert.Contains("marts: nothing is rendered, WaitingForJobSchedule: The schedule of job 54321 is not known yet", run.Error, StringComparison.Ordinal);
        Assert.Equal("analytics-staging", (string)Yaml.Read(run.Out)["metadata"]!["name"]!);
    }

    [Fact]
    public async Task JSON_and_YAML_say_the_same()
    {
        string[] words = ["render", "-f", "-", "--openmetadata-version", "1.13.6"];
        var sample = Repository.Read("config", "samples", "minimal.yaml");

        var yaml = Yaml.Read((await VerbRun.OfAsync(words, sample)).Out);
        var json = JsonNode.Parse((await VerbRun.OfAsync([.. words, "-o", "json"], sample)).Out)!["items"]!.AsArray().Single();

        Assert.True(JsonNode.DeepEquals(json, yaml));
    }

    [Fact]
    public async Task A_spec_that_the_operator_would_refuse_is_told_with_its_reason()
    {
        var run = await VerbRun.OfAsync(["render", "-f", "-"], Repository.Read("config", "samples", "minimal.yaml").Replace("H */6 * * *", "61 * * * *", StringComparison.Ordinal));

        Assert.Equal((4, ""), (run.Code, run.Out));
        Assert.Contains("the operator would refuse it, InvalidSchedule: spec.schedule.cron", run.Error, StringComparison.Ordinal);
    }
}
