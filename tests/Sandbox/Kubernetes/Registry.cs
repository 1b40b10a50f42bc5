using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Resources;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes;

/// <summary>What is stored, what is served, and the clock by which it is written.</summary>
internal sealed record Registry(Store Store, ResourceCatalog Catalog, PodLogs PodLogs, TimeProvider Time)
{
    public string Now => ObjectMeta.Timestamp(Time.GetUtcNow());

    public Collection In(ResourceType type) => Store.In(type.StorageName);

    public StoredObject? Find(ResourceType type, ObjectKey key) => In(type).Find(key);

    public JsonObject? Namespace(string name) => Store.In("/namespaces").Find(new ObjectKey("", name))?.Content;
}
