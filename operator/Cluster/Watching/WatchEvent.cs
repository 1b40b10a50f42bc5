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

    /// <summary>An object that does not fit its type.</summary>
    internal sealed record Unreadable(ObjectName Name, string? ResourceVersion, string Why) : WatchEvent<T>;

    /// <summary>The server gives up on this watch (code 410: the version is too old); only a new list helps.</summary>
    internal sealed record Failed(int Code, string Message) : WatchEvent<T>;

    private static Failed NoEvent => new(0, "A line of the watch is no event.");

    public static WatchEvent<T> Read(ReadOnlySequence<byte> line, JsonTypeInfo<T> type)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return ReadMembers(ref reader, type);
        }
        catch (JsonException)
        {
            return new Failed(0, "A line of the watch is not JSON.");
        }
    }

    private static WatchEvent<T> ReadMembers(ref Utf8JsonReader reader, JsonTypeInfo<T> type)
    {
        string? kind = null;
        Utf8JsonReader subject = default;
        var hasSubject = false;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type");
            var isObject = reader.ValueTextEquals("object");
            reader.Read();
            kind = isType ? reader.GetString() : kind;
            subject = isObject ? reader : subject;
            hasSubject |= isObject;
            reader.Skip();
        }

        return hasSubject ? Of(kind, subject, type) : NoEvent;
    }

    private static WatchEvent<T> Of(string? kind, Utf8JsonReader subject, JsonTypeInfo<T> type) => kind switch
    {
        "ADDED" or "MODIFIED" => Subject(subject, type, changed => new Changed(changed)),
        "DELETED" => Subject(subject, type, deleted => new Deleted(deleted)),
        "BOOKMARK" when JsonSerializer.Deserialize(ref subject, ClusterJson.Default.ObjectStub)?.Metadata?.ResourceVersion is { Length: > 0 } version =>
            new Bookmark(version),
        "ERROR" when JsonSerializer.Deserialize(ref subject, ClusterJson.Default.StatusBody) is { } status =>
            new Failed(status.Code ?? 0, status.Message ?? "The API server ended the watch and gave no reason."),
        _ => NoEvent,
    };

    private static WatchEvent<T> Subject(Utf8JsonReader subject, JsonTypeInfo<T> type, Func<T, WatchEvent<T>> readable) =>
        Decoded<T>.Read(subject, type) switch
        {
            Decoded<T>.Readable(var item) => readable(item),
            Decoded<T>.Unreadable(var name, var version, var why) => new Unreadable(name, version, why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
