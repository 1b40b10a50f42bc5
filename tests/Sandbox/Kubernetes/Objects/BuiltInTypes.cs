using System.Collections.Frozen;
using Sandbox.Kubernetes.Objects.BuiltIn;

namespace Sandbox.Kubernetes.Objects;

/// <summary>The kinds that every API server serves.</summary>
internal static class BuiltInTypes
{
    private static readonly (string Group, string Table, string Kinds)[] Served =
    [
        ("", "core", "Pod PodTemplate Secret ConfigMap Service ServiceAccount Event Namespace Node PersistentVolumeClaim ResourceQuota LimitRange"),
        ("batch", "batch", "CronJob Job"),
        ("apps", "apps", "Deployment ReplicaSet"),
        ("rbac.authorization.k8s.io", "rbac", "Role RoleBinding ClusterRole ClusterRoleBinding"),
        ("coordination.k8s.io", "coordination", "Lease"),
        ("policy", "policy", "PodDisruptionBudget"),
        ("networking.k8s.io", "networking", "NetworkPolicy Ingress"),
        ("events.k8s.io", "events", "Event"),
        ("scheduling.k8s.io", "scheduling", "PriorityClass"),
        ("apiextensions.k8s.io", "apiextensions", "CustomResourceDefinition"),
    ];

    private static readonly Lazy<FrozenDictionary<(string Group, string Version, string Kind), ObjectType>> Types = new(Load);

    public static IEnumerable<ObjectType> All => Types.Value.Values;

    public static ObjectType? Find(string group, string version, string kind) => Types.Value.GetValueOrDefault((group, version, kind));

    private static FrozenDictionary<(string Group, string Version, string Kind), ObjectType> Load() => Served
        .SelectMany(served => served.Kinds.Split(' ').Select(kind => (served.Group, served.Table, Kind: kind)))
        .ToFrozenDictionary(
            served => (served.Group, "v1", served.Kind),
            ObjectType (served) => new BuiltInType(served.Group, "v1", served.Kind, TypeTable.Find($"{served.Table}.v1.{served.Kind}")));
}
