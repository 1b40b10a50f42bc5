using System.Security.Cryptography;
using System.Text;
using k8s;
using Operator.Cluster.Leading;
using Operator.Resource;

namespace Operator.Hosting;

/// <summary>Which Lease the replicas of this operator share.</summary>
internal static class LeaseChoice
{
    public static LeaseOptions Of(OperatorOptions options, KubernetesClientConfiguration configuration) => new(
        options.LeaseNamespace ?? OwnNamespace(configuration),
        options.LeaseName ?? NameFor(options.Scope.Namespaces, options.Scope.LabelSelector),
        $"{Environment.MachineName}_{Guid.NewGuid()}");

    /// <summary>Operators that serve different namespaces or shards must not wait for each other: what is served becomes part of the name.</summary>
    public static string NameFor(IReadOnlyList<string> namespaces, string? labelSelector)
    {
        if (namespaces.Count == 0 && string.IsNullOrEmpty(labelSelector))
        {
            return Names.FieldManager;
        }

        var served = $"{string.Join(',', namespaces.Order(StringComparer.Ordinal))};{labelSelector}";
        return $"{Names.FieldManager}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(served)))[..8]}";
    }

    /// <summary>In a pod that of its service account, which may not read elsewhere; else that of the kubeconfig's context.</summary>
    private static string OwnNamespace(KubernetesClientConfiguration configuration) =>
        string.IsNullOrWhiteSpace(configuration.Namespace) ? "default" : configuration.Namespace.Trim();
}
