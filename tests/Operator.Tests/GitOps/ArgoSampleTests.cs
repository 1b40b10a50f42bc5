using System.Text.Json.Nodes;
using Operator.Resource;
using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.GitOps;

public sealed class ArgoSampleTests
{
    public static TheoryData<string> Applications => ["operator.yaml", "operator-chart.yaml", "ingestions.yaml"];

    [Theory]
    [MemberData(nameof(Applications))]
    public void An_Application_applies_on_the_server_and_tries_again(string file)
    {
        var policy = Read(file)["spec"]!["syncPolicy"]!;

        Assert.Contains("ServerSideApply=true", policy["syncOptions"]!.AsArray().Select(option => (string?)option));
        Assert.DoesNotContain("Replace=true", policy["syncOptions"]!.AsArray().Select(option => (string?)option));
        Assert.True((long)policy["retry"]!["limit"]! > 0);
    }

    /// <summary>A CRD that leaves the rendered set would be pruned with every ingestion of the cluster.</summary>
    [Theory]
    [InlineData("operator.yaml")]
    [InlineData("operator-chart.yaml")]
    public void What_brings_the_CRD_does_not_prune(string file) => Assert.False((bool)Read(file)["spec"]!["syncPolicy"]!["automated"]!["prune"]!);

    [Fact]
    public void The_project_lets_the_team_declare_ingestions_and_nothing_of_the_cluster()
    {
        var project = Read("project.yaml")["spec"]!;
        var application = Read("ingestions.yaml")["spec"]!;

        Assert.Empty(project["clusterResourceWhitelist"]!.AsArray());
        Assert.Contains(project["namespaceResourceWhitelist"]!.AsArray(), kind => ((string?)kind!["group"], (string?)kind["kind"]) == (Names.Group, Names.Kind));
        Assert.Contains((string?)application["source"]!["repoURL"], project["sourceRepos"]!.AsArray().Select(source => (string?)source));
        Assert.Equal((string?)Read("project.yaml")["metadata"]!["name"], (string?)application["project"]);
    }

    [Fact]
    public void Every_action_that_a_role_may_use_exists()
    {
        const string Path = $"action/{Names.Group}/{Names.Kind}/";
        var allowed = Read("project.yaml")["spec"]!["roles"]!.AsArray().SelectMany(role => role!["policies"]!.AsArray()).Select(policy => (string)policy!)
            .Where(policy => policy.Contains(Path, StringComparison.Ordinal)).Select(policy => policy.Split(Path)[1].Split(',')[0]).Where(action => action != "*").ToList();

        Assert.NotEmpty(allowed);
        Assert.All(allowed, action => Assert.True(File.Exists(Repository.PathOf(ArgoFiles.Actions, action, "action.lua")), action));
    }

    [Fact]
    public void Secrets_come_in_a_wave_before_the_ingestions() => Assert.True(WaveOf("Secret") < WaveOf(Names.Kind));

    private static int WaveOf(string kind)
    {
        var patch = Read("ingestions/kustomization.yaml")["patches"]!.AsArray().Single(patch => (string?)patch!["target"]!["kind"] == kind)!;
        return int.Parse(((string)patch["patch"]!).Split('"')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static JsonObject Read(string file) => Yaml.Read(Repository.Read("config", "argocd", file));
}
