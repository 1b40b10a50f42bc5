using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Demo;

/// <summary>Applies manifests as a person would with kubectl, server-side.</summary>
internal sealed class Installation(ApiConnection api, TimeProvider time)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    public async Task ApplyAsync(JsonObject item, CancellationToken cancellationToken)
    {
        _ = await api.ApplyAsync(PathOf(item), item, "demo", cancellationToken)
            ?? throw new InvalidOperationException($"{item.Text("kind")} {item.NameOf()} could not be applied");
        if (item.Text("kind") == "CustomResourceDefinition")
        {
            await EstablishedAsync(item, cancellationToken);
        }
    }

    private async Task EstablishedAsync(JsonObject definition, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestWait);
        while (!IsEstablished(await api.GetAsync(PathOf(definition), patience.Token)))
        {
            await Task.Delay(BetweenLooks, time, patience.Token);
        }
    }

    private static bool IsEstablished(JsonObject? definition) =>
        definition.Items("status", "conditions").Any(condition => condition.Text("type") == "Established" && condition.Text("status") == "True");

    private static string PathOf(JsonObject item) => item.Text("kind") switch
    {
        "Namespace" => $"/api/v1/namespaces/{item.NameOf()}",
        "Secret" => $"/api/v1/namespaces/{item.NamespaceOf()}/secrets/{item.NameOf()}",
        "ConfigMap" => $"/api/v1/namespaces/{item.NamespaceOf()}/configmaps/{item.NameOf()}",
        "CustomResourceDefinition" => $"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/{item.NameOf()}",
        "DbtCloudIngestion" => $"/apis/metadata-ingestion.io/v1alpha1/namespaces/{item.NamespaceOf()}/dbtcloudingestions/{item.NameOf()}",
        var kind => throw new InvalidOperationException($"The samples hold a {kind}, which the demo does not know how to apply."),
    };
}
