using Operator.Resource;

namespace Operator.Cluster.Api;

/// <summary>A resource of the Kubernetes API by group, version and plural; the core group is the empty text.</summary>
internal sealed record ApiResource(string Group, string Version, string Plural)
{
    public static ApiResource Ingestions { get; } = new(Names.Group, Names.Version, Names.Plural);

    public static ApiResource CronJobs { get; } = new("batch", "v1", "cronjobs");

    public static ApiResource Jobs { get; } = new("batch", "v1", "jobs");

    public static ApiResource Pods { get; } = new("", "v1", "pods");

    /// <summary>Of the core group, where an event can be selected by the kind of what it is about.</summary>
    public static ApiResource CoreEvents { get; } = new("", "v1", "events");

    public static ApiResource Secrets { get; } = new("", "v1", "secrets");

    public static ApiResource ConfigMaps { get; } = new("", "v1", "configmaps");

    public static ApiResource Events { get; } = new("events.k8s.io", "v1", "events");

    public static ApiResource Leases { get; } = new("coordination.k8s.io", "v1", "leases");

    /// <summary>The collection in one namespace, or in all of them when it is null.</summary>
    public ApiPath In(string? @namespace) => @namespace is null
        ? Root.Slash(Plural)
        : Root.Slash("namespaces").Slash(@namespace).Slash(Plural);

    public ApiPath Named(string @namespace, string name) => In(@namespace).Slash(name);

    /// <summary>As RBAC rules and kubectl name it.</summary>
    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    private ApiPath Root => Group.Length == 0
        ? ApiPath.Top.Slash("api").Slash(Version)
        : ApiPath.Top.Slash("apis").Slash(Group).Slash(Version);
}
