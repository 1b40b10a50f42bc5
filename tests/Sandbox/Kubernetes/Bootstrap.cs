using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Resources;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes;

/// <summary>What a fresh cluster has: its four namespaces.</summary>
internal static class Bootstrap
{
    public static void Run(Registry registry)
    {
        var type = BuiltInResources.All.Single(static type => type.Kind == "Namespace");
        foreach (var name in new[] { "default", "kube-node-lease", "kube-public", "kube-system" })
        {
            registry.Store.TryCreate(registry.In(type), new ObjectKey("", name), Namespace(name, registry.Now));
        }

        // Nobody can have seen anything before this point.
        registry.Store.ForgetHistory();
    }

    private static JsonObject Namespace(string name, string now) => new()
    {
        ["kind"] = "Namespace",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["uid"] = Guid.NewGuid().ToString(),
            ["creationTimestamp"] = now,
            ["labels"] = new JsonObject { ["kubernetes.io/metadata.name"] = name },
        },
        ["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") },
        ["status"] = new JsonObject { ["phase"] = "Active" },
    };
}
