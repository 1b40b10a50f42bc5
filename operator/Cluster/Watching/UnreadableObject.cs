using System.Text.Json;
using k8s;
using k8s.Models;
using Operator.Cluster.Api;
using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>An object that cannot be read as a whole: who it is, what its status says of the last look, and why.</summary>
/// <param name="Ingestion">The value of the ingestion's label.</param>
/// <param name="Status">As much of an ingestion's status as one look needs of the one before; null where there is none that can be read.</param>
/// <param name="Why">A sentence without anything that stands in the object.</param>
/// <param name="Path">The field where it happened, as a JSON path.</param>
internal sealed record UnreadableObject(
    ObjectName Name, string? Uid, string? ResourceVersion, long? Generation, bool IsDeleting, string? Ingestion, IngestionStatus? Status, string Why, string Path)
{
    /// <summary>The kind of event that told of it; null in a list.</summary>
    public string? EventType { get; init; }

    /// <summary>Only the operator writes an ingestion's status, and it can write it anew.</summary>
    public bool IsInStatus => Path == "$.status" || Path.StartsWith("$.status.", StringComparison.Ordinal);

    public static UnreadableObject From(byte[] meta, byte[] status, string why, string path)
    {
        var read = Read(meta, type: ClusterJson.Default.PartialMeta);
        return new(
            new ObjectName(read?.Namespace ?? "", read?.Name ?? ""),
            read?.Uid,
            read?.ResourceVersion,
            read?.Generation,
            read?.DeletionTimestamp is not null,
            read?.Ingestion,
            status.Length > 2 ? Read(status, LeanJson.Status) : null,
            why,
            path)
        { EventType = read?.Type };
    }

    /// <summary>Of an object that could be read, and yet not be kept.</summary>
    public static UnreadableObject From(IKubernetesObject<V1ObjectMeta> item, string why) => new(
        ObjectName.Of(item),
        item.Metadata.Uid,
        item.Metadata.ResourceVersion,
        item.Metadata.Generation,
        item.Metadata.DeletionTimestamp is not null,
        item.Metadata.Labels is { } labels && labels.TryGetValue(Names.IngestionLabel, out var ingestion) ? ingestion : null,
        (item as DbtCloudIngestion)?.Status,
        why,
        "$");

    /// <summary>The same trouble of the same spec: nothing new to tell, however often something else of the object changes.</summary>
    public bool SaysTheSameAs(UnreadableObject other) =>
        (Name, Uid, Why, Path) == (other.Name, other.Uid, other.Why, other.Path)
        && (Generation is { } generation ? generation == other.Generation : ResourceVersion == other.ResourceVersion);

    private static T? Read<T>(byte[] json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
