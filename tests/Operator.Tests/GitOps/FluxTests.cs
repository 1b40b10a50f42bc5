using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Operator.Resource;
using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.GitOps;

public sealed partial class FluxTests
{
    private static JsonObject FailsAtOnce { get; } = Yaml.Read(Repository.Read("config", "flux", "ingestions-fail-at-once.yaml"));

    [Fact]
    public void The_sample_that_fails_at_once_speaks_of_our_kind_and_waits()
    {
        var checks = Assert.Single(FailsAtOnce["spec"]!["healthCheckExprs"]!.AsArray())!;

        Assert.True((bool)FailsAtOnce["spec"]!["wait"]!);
        Assert.Equal((Names.ApiVersion, Names.Kind), ((string?)checks["apiVersion"], (string?)checks["kind"]));
    }

    /// <summary>One map of reasons for both: what Stalled tells by itself needs no name here.</summary>
    [Fact]
    public void It_fails_at_once_for_what_Argo_CD_shows_as_Degraded()
    {
        var stalled = Reasons.Stalled.All.Select(reason => reason.Name);
        var degraded = ArgoHealth.Rows.Where(row => row.Health == "Degraded").Select(row => row.Reason).Except(stalled);

        var failing = Literals().Matches((string)FailsAtOnce["spec"]!["healthCheckExprs"]![0]!["failed"]!).Select(match => match.Groups[1].Value)
            .Except([ConditionTypes.Stalled, ConditionTypes.Ready, ConditionStatus.True, ConditionStatus.False]);

        Assert.Equal(degraded.Order(), failing.Order());
    }

    [Fact]
    public void Every_Kustomization_waits_and_gives_up_some_time()
    {
        var kustomizations = Repository.Files("config/flux").Where(file => file.EndsWith(".yaml", StringComparison.Ordinal))
            .SelectMany(file => Yaml.ReadAll(Repository.Read(file))).Where(item => (string?)item["kind"] == "Kustomization" && ((string)item["apiVersion"]!).Contains("fluxcd", StringComparison.Ordinal)).ToList();

        Assert.Equal(4, kustomizations.Count);
        Assert.All(kustomizations, item => Assert.Equal((true, true), ((bool?)item["spec"]!["wait"], item["spec"]!["timeout"] is not null)));
    }

    [GeneratedRegex("'([A-Za-z]+)'")]
    private static partial Regex Literals();
}
