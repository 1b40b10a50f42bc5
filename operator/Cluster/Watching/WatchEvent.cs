using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;
using Operator.Cluster.Api;

namespace Operator.Cluster.Watching;

/// <summary>One line of a watch.</summary>
internal abstract record WatchEvent<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private WatchEvent()
    {
    }

    /// <summary>Added or modified: the store makes no difference.</summary>
    internal sealed record Changed(T Object) : WatchEvent<T>;

    internal sealed record Deleted(T Object) : WatchEvent<T>;

    /// <summary>Nothing happened up to this version.</summary>
    internal sealed record Bookmark(string ResourceVersion) : WatchEvent<T>;

    /// <summary>An object that cannot be read; gone, or as it is now.</summary>
    internal sealed record Unreadable(UnreadableObject Object, bool IsGone = false) : WatchEvent<T>;

    /// <summary>The server gives up on this watch (code 410: the version is too old); only a new list helps.</summary>
    internal sealed record Failed(int Code, string Message) : WatchEvent<T>;

    private static Failed NoEvent => new(0, "A line of the watch is no event.");

    /// <summary>No line that is kept can be nested deeper than it is long: depth is a trouble of its object, never of the watch.</summary>
    private static JsonReaderOptions AnyDepth { get; } = new() { MaxDepth = int.MaxValue };

    public static WatchEvent<T> Read(ReadOnlySequence<byte> line, JsonTypeInfo<T> type)
    {
        try
        {
            var reader = new Utf8JsonReader(line, AnyDepth);
            return ReadMembers(ref reader, line, type);
        }
        catch (JsonException)
        {
            return new Failed(0, "A line of the watch is not JSON.");
        }
    }

    /// <summary>Of a line that was too long to be kept.</summary>
    public static WatchEvent<T> TooLarge(ObjectOutline outline) => Decoded<T>.TooLarge(outline) switch
    {
        Decoded<T>.Unreadable { Object: { Name.Name.Length: > 0, EventType: "ADDED" or "MODIFIED" or "DELETED" } told } => new Unreadable(told, told.EventType == "DELETED"),
        _ => new Failed(0, "A line of the watch is longer than any event."),
    };

    private static WatchEvent<T> ReadMembers(ref Utf8JsonReader reader, ReadOnlySequence<byte> line, JsonTypeInfo<T> type)
    {
        string? kind = null;
        ReadOnlySequence<byte>? subject = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type");
            var isObject = reader.ValueTextEquals("object");
            reader.Read();
            kind = isType ? reader.GetString() : kind;
            var start = reader.TokenStartIndex;
            reader.Skip();
            subject = isObject ? line.Slice(start, reader.BytesConsumed - start) : subject;
        }

        return subject is { } found ? Of(kind, found, type) : NoEvent;
    }

    private static WatchEvent<T> Of(string? kind, ReadOnlySequence<byte> subject, JsonTypeInfo<T> type) => kind switch
    {
        "ADDED" or "MODIFIED" => Subject(subject, type, changed => new Changed(changed), isGone: false),
        "DELETED" => Subject(subject, type, deleted => new Deleted(deleted), isGone: true),
        "BOOKMARK" when As(subject, ClusterJson.Default.ObjectStub)?.Metadata?.ResourceVersion is { Length: > 0 } version => new Bookmark(version),
        "ERROR" when As(subject, ClusterJson.Default.StatusBody) is { } status =>
            new Failed(status.Code ?? 0, status.Message ?? "The API server ended the watch and gave no reason."),
        _ => NoEvent,
    };

    private static TOther? As<TOther>(ReadOnlySequence<byte> subject, JsonTypeInfo<TOther> type)
    {
        var reader = new Utf8JsonReader(subject);
        return JsonSerializer.Deserialize(ref reader, type);
    }

    private static WatchEvent<T> Subject(ReadOnlySequence<byte> subject, JsonTypeInfo<T> type, Func<T, WatchEvent<T>> readable, bool isGone) =>
        Decoded<T>.Read(subject, type) switch
        {
            Decoded<T>.Readable(var item) => readable(item),
            Decoded<T>.Unreadable(var told) => new Unreadable(told, isGone),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
