using System.Buffers;
using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Resources;
using Sandbox.Kubernetes.Storage;
using Sandbox.Kubernetes.Tables;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Objects and lists in the shape that the client accepts.</summary>
internal static class ObjectAnswer
{
    public static Answer For(ApiRequest request, StoredObject stored, int code = 200) =>
        new Answer.Document(code, Bytes(request, stored, withColumns: true));

    public static Answer For(ApiRequest request, WriteOutcome outcome) => outcome switch
    {
        WriteOutcome.Written written => For(request, written.Stored, written.Created ? 201 : 200),
        WriteOutcome.Removed removed => For(request, removed.Last),
        WriteOutcome.Refused refused => refused.Status,
        _ => throw new InvalidOperationException("A write has no other outcome."),
    };

    public static ReadOnlyMemory<byte> Bytes(ApiRequest request, StoredObject stored, bool withColumns) => request.Accept.Shape switch
    {
        Shape.Metadata => Json.Bytes(PartialMetadata(stored.In(request.Type))),
        Shape.Table => Json.Bytes(Table.Of(request, [stored], new JsonObject { ["resourceVersion"] = stored.Content.ResourceVersion() }, withColumns)),
        _ => stored.Bytes(request.Type),
    };

    public static Answer ForList(ApiRequest request, IReadOnlyList<StoredObject> objects, ListMeta meta) => request.Accept.Shape switch
    {
        Shape.Table => Answer.Of(Table.Of(request, objects, meta.ToJson(), withColumns: true)),
        Shape.Metadata => Items("PartialObjectMetadataList", "meta.k8s.io/v1", meta, objects.Select(stored => (ReadOnlyMemory<byte>)Json.Bytes(PartialMetadata(stored.In(request.Type))))),
        _ => Items(request.Type.ListKind, request.Type.ApiVersion, meta, objects.Select(stored => Item(request.Type, stored))),
    };

    public static JsonObject PartialMetadata(JsonObject content) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = content["metadata"]?.DeepClone(),
    };

    /// <summary>Items of built-in lists carry no kind and apiVersion, which every stored object starts with.</summary>
    private static ReadOnlyMemory<byte> Item(ResourceType type, StoredObject stored)
    {
        var bytes = stored.Bytes(type);
        var prefix = $"{{\"kind\":\"{type.Kind}\",\"apiVersion\":\"{type.ApiVersion}\",".Length;
        return type.IsCustom ? bytes : bytes.AsMemory(prefix - 1);
    }

    private static Answer.Document Items(string kind, string apiVersion, ListMeta meta, IEnumerable<ReadOnlyMemory<byte>> items)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        buffer.Write("{\"kind\":\""u8);
        buffer.Write(System.Text.Encoding.UTF8.GetBytes($"{kind}\",\"apiVersion\":\"{apiVersion}\",\"metadata\":"));
        buffer.Write(Json.Bytes(meta.ToJson()));
        buffer.Write(",\"items\":["u8);
        var first = true;
        foreach (var item in items)
        {
            buffer.Write(first ? [] : ","u8);
            first = false;
            if (item.Span[0] == (byte)',')
            {
                buffer.Write("{"u8);
                buffer.Write(item.Span[1..]);
            }
            else
            {
                buffer.Write(item.Span);
            }
        }

        buffer.Write("]}"u8);
        return new Answer.Document(200, buffer.WrittenMemory);
    }
}
