using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;
using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>
/// One object at rest: the JSON of the fields that are read, a fifth of the memory of its object graph. Each reader gets a copy
/// of its own.
/// </summary>
internal sealed class Held(ObjectName name, ulong version, IngestionKey ingestion, byte[] json)
{
    public ObjectName Name => name;

    public ulong Version => version;

    public IngestionKey Ingestion => ingestion;

    public static Held Of<T>(T item, JsonTypeInfo<T> type, IngestionKey ingestion)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        new(ObjectName.Of(item), Versions.Of(item), ingestion, JsonSerializer.SerializeToUtf8Bytes(item, type));

    public T Unpack<T>(JsonTypeInfo<T> type) => JsonSerializer.Deserialize(json, type)!;
}

/// <summary>Resource versions of one kind are numbers that grow; Kubernetes promises it since 1.35, and etcd always did it.</summary>
internal static class Versions
{
    public static ulong Of(IKubernetesObject<V1ObjectMeta> item) => Number(item.Metadata.ResourceVersion);

    public static ulong Number(string? resourceVersion) =>
        ulong.TryParse(resourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
