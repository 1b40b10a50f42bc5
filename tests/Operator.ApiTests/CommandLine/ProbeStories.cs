using Operator.ApiTests.Contract;
using Operator.ApiTests.Ingestions;
using Operator.ApiTests.Servers;
using Sandbox.Kubernetes;
using Xunit;

namespace Operator.ApiTests.CommandLine;

/// <summary>probe --list: what a test of an installation learns of the cluster.</summary>
public sealed class ProbeStories(TestServers servers)
{
    [Theory, OnEveryServer]
    public async Task A_cluster_that_serves_the_kind_is_well(ServerKind kind)
    {
        var server = await servers.StartedAsync(kind);
        using var space = await Space.OpenAsync(server);
        await IngestionKind.InstallAsync(space);

        var run = await LiveVerb.RunAsync(server.Kubeconfig, $"probe --readyz=false --list --namespace {space.Name}");

        Assert.Equal((0, $"ok: dbtcloudingestions.metadata-ingestion.io in the namespace {space.Name} can be listed\n", ""), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task A_right_that_is_missing_fails_and_is_named()
    {
        Assert.SkipUnless(RealServers.Any, RealServers.WhyThereIsNone);
        var server = await servers.StartedAsync(ServerKind.Real);
        using var space = await Space.OpenAsync(server);
        await IngestionKind.InstallAsync(space);

        var run = await LiveVerb.RunAsync(await RunRightsStories.KubeconfigAsync(server, space, "get"), $"probe --readyz=false --list --namespace {space.Name}");

        Assert.Equal(1, run.Code);
        Assert.StartsWith($"failed: dbtcloudingestions.metadata-ingestion.io in the namespace {space.Name}: RBAC does not allow to list them. ", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_without_the_definition_fails_and_says_how_to_apply_it()
    {
        await using var server = await ApiServer.StartAsync(new ApiServerOptions(), TimeProvider.System, TestContext.Current.CancellationToken);
        var folder = Directory.CreateTempSubdirectory("probe-");

        var run = await LiveVerb.RunAsync(server.WriteKubeconfig(Path.Combine(folder.FullName, "kubeconfig")), "probe --readyz=false --list");

        folder.Delete(recursive: true);
        Assert.Equal((1, "failed: dbtcloudingestions.metadata-ingestion.io in all namespaces: the cluster does not have the CustomResourceDefinition; kubectl apply --server-side -f crds/\n"), (run.Code, run.Out));
    }
}
