using System.Collections.Immutable;

namespace Sandbox.Kubernetes.Resources;

/// <summary>What is served right now: the built-in resources and those of established definitions.</summary>
internal sealed class ResourceCatalog
{
    private ImmutableDictionary<string, ImmutableList<ResourceType>> _byDefinition =
        ImmutableDictionary<string, ImmutableList<ResourceType>>.Empty;

    public IEnumerable<ResourceType> All => BuiltInResources.All.Concat(Custom);

    public IEnumerable<ResourceType> Custom =>
        _byDefinition.OrderBy(static pair => pair.Key, StringComparer.Ordinal).SelectMany(static pair => pair.Value);

    public ResourceType? Find(string group, string version, string plural) =>
        BuiltInResources.All.FirstOrDefault(type => IsNamed(type, group, version, plural))
        ?? Custom.FirstOrDefault(type => IsNamed(type, group, version, plural));

    public ResourceType? FindKind(string apiVersion, string kind) =>
        All.FirstOrDefault(type => type.ApiVersion == apiVersion && type.Kind == kind);

    /// <summary>Any of the versions whose objects are kept under a name.</summary>
    public ResourceType? FindStorage(string storageName) => All.FirstOrDefault(type => type.StorageName == storageName);

    public bool HasGroupVersion(string group, string version) =>
        All.Any(type => type.Group == group && type.Version == version);

    public void Serve(string definitionName, IEnumerable<ResourceType> types) =>
        ImmutableInterlocked.Update(ref _byDefinition, static (all, item) => all.SetItem(item.definitionName, [.. item.types]), (definitionName, types));

    public void Withdraw(string definitionName) =>
        ImmutableInterlocked.Update(ref _byDefinition, static (all, name) => all.Remove(name), definitionName);

    private static bool IsNamed(ResourceType type, string group, string version, string plural) =>
        type.Plural == plural && type.Group == group && type.Version == version;
}
