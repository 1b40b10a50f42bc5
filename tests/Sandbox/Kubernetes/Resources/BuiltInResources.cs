using Sandbox.Kubernetes.Objects;

namespace Sandbox.Kubernetes.Resources;

/// <summary>The resources that exist before any definition is created.</summary>
internal static class BuiltInResources
{
    public static IReadOnlyList<ResourceType> All { get; } =
    [
        Core("ConfigMap", "configmaps", "cm"),
        EventConversion.CoreView,
        Core("LimitRange", "limitranges", "limits"),
        Core("Namespace", "namespaces", "ns") with { Namespaced = false, Subresources = ["finalize", "status"] },
        Core("Node", "nodes", "no") with { Namespaced = false, Subresources = ["status"] },
        Core("PersistentVolumeClaim", "persistentvolumeclaims", "pvc") with { Subresources = ["status"] },
        Core("Pod", "pods", "po") with { Subresources = ["log", "status"], Categories = ["all"] },
        Core("ResourceQuota", "resourcequotas", "quota") with { Subresources = ["status"] },
        Core("Secret", "secrets"),
        Core("ServiceAccount", "serviceaccounts", "sa"),
        Core("Service", "services", "svc") with { Subresources = ["status"], Categories = ["all"] },
        Grouped("apps", "Deployment", "deployments", "deploy") with { Subresources = ["scale", "status"], Categories = ["all"] },
        Grouped("apps", "ReplicaSet", "replicasets", "rs") with { Subresources = ["scale", "status"], Categories = ["all"] },
        EventConversion.EventsView,
        Review("authentication.k8s.io", "SelfSubjectReview", "selfsubjectreviews"),
        Review("authorization.k8s.io", "SelfSubjectAccessReview", "selfsubjectaccessreviews"),
        Review("authorization.k8s.io", "SelfSubjectRulesReview", "selfsubjectrulesreviews"),
        Grouped("batch", "CronJob", "cronjobs", "cj") with { Subresources = ["status"], Categories = ["all"] },
        Grouped("batch", "Job", "jobs") with { Subresources = ["status"], Categories = ["all"] },
        Grouped("networking.k8s.io", "Ingress", "ingresses", "ing") with { Subresources = ["status"] },
        Grouped("networking.k8s.io", "NetworkPolicy", "networkpolicies", "netpol"),
        Grouped("policy", "PodDisruptionBudget", "poddisruptionbudgets", "pdb") with { Subresources = ["status"] },
        Grouped("rbac.authorization.k8s.io", "ClusterRoleBinding", "clusterrolebindings") with { Namespaced = false },
        Grouped("rbac.authorization.k8s.io", "ClusterRole", "clusterroles") with { Namespaced = false },
        Grouped("rbac.authorization.k8s.io", "RoleBinding", "rolebindings"),
        Grouped("rbac.authorization.k8s.io", "Role", "roles"),
        Grouped("scheduling.k8s.io", "PriorityClass", "priorityclasses", "pc") with { Namespaced = false },
        Grouped("coordination.k8s.io", "Lease", "leases"),
        Grouped("apiextensions.k8s.io", "CustomResourceDefinition", "customresourcedefinitions", "crd", "crds") with
        {
            Namespaced = false, Subresources = ["status"], Categories = ["api-extensions"],
        },
    ];

    private static readonly HashSet<string> s_kindsWithGeneration =
    [
        "Pod", "Deployment", "ReplicaSet", "CronJob", "Job", "Ingress", "NetworkPolicy", "PodDisruptionBudget",
        "CustomResourceDefinition", "PriorityClass",
    ];

    public static bool HasGeneration(ResourceType type) => type.IsCustom || s_kindsWithGeneration.Contains(type.Kind);

    public static ObjectType RulesOf(string group, string kind) =>
        BuiltInTypes.Find(group, "v1", kind) ?? new UntypedObjectType(group, "v1", kind);

    private static ResourceType Core(string kind, string plural, params string[] shortNames) =>
        Grouped("", kind, plural, shortNames);

    private static ResourceType Review(string group, string kind, string plural) =>
        Grouped(group, kind, plural) with { Namespaced = false, Virtual = true };

    private static ResourceType Grouped(string group, string kind, string plural, params string[] shortNames) => new()
    {
        Group = group,
        Version = "v1",
        Kind = kind,
        Plural = plural,
        // Discovery names are lower case by protocol.
#pragma warning disable CA1308
        Singular = kind.ToLowerInvariant(),
#pragma warning restore CA1308
        ListKind = kind + "List",
        ShortNames = shortNames,
        StorageName = $"{group}/{plural}",
        Rules = RulesOf(group, kind),
    };
}
