using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Resources;

namespace Sandbox.Kubernetes.Storage;

/// <summary>One revision of one object. Its content is never changed once it is here; its bytes are made once for all readers.</summary>
internal sealed class StoredObject(ObjectKey key, long revision, JsonObject content)
{
    private readonly ConcurrentDictionary<string, byte[]> _bytes = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string>? _labels;

    public ObjectKey Key { get; } = key;
    public long Revision { get; } = revision;
    public JsonObject Content { get; } = content;
    public string Uid { get; } = content.Uid();
    public IReadOnlyDictionary<string, string> Labels => _labels ??= Content.Labels();

    public JsonObject In(ResourceType type) => type.FromStorage is null ? Content : type.FromStorage(Content);

    public byte[] Bytes(ResourceType type) =>
        _bytes.GetOrAdd(type.ApiVersion, static (_, item) => Json.Bytes(item.Stored.In(item.Type)), (Stored: this, Type: type));
}
