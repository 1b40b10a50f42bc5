using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;

namespace Operator.Cluster.Watching;

/// <summary>One object of a list or of a watch: readable, or known by its outline alone.</summary>
internal abstract record Decoded<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private Decoded()
    {
    }

    internal sealed record Readable(T Object) : Decoded<T>;

    internal sealed record Unreadable(UnreadableObject Object) : Decoded<T>;

    /// <summary>Reads one whole object. Whatever is wrong with it, it must not take the others with it.</summary>
    public static Decoded<T> Read(ReadOnlySequence<byte> json, JsonTypeInfo<T> type)
    {
        var outline = new ObjectOutline();
        foreach (var segment in json)
        {
            outline.Feed(segment.Span);
        }

        return Read(json, outline, type);
    }

    /// <param name="outline">Of the same bytes.</param>
    public static Decoded<T> Read(ReadOnlySequence<byte> json, ObjectOutline outline, JsonTypeInfo<T> type)
    {
        if (outline.Length > ObjectLimits.Bytes)
        {
            return TooLarge(outline);
        }

        if (outline.TooDeepAt is { } path)
        {
            return new Unreadable(outline.Tell($"it is nested deeper than {ObjectLimits.Depth} levels", path));
        }

        try
        {
            // Managed fields go a few levels deeper than what they are about; nobody reads them.
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Math.Max(ObjectLimits.Depth, outline.Depth) });
            return JsonSerializer.Deserialize(ref reader, type) is { Metadata.Name.Length: > 0 } read
                ? new Readable(read)
                : new Unreadable(outline.Tell("it has no name", "$.metadata.name"));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A converter may throw anything. Its words may quote the object, so none of them are passed on.
            return new Unreadable(outline.Tell("a value is of the wrong type or out of range", PathOf(exception)));
        }
    }

    public static Decoded<T> TooLarge(ObjectOutline outline) =>
        new Unreadable(outline.Tell($"it has more than {ObjectLimits.Bytes / 1024} KiB, most of them in one field", outline.LargestField));

    /// <summary>Cut where a name begins that a user has chosen.</summary>
    private static string PathOf(Exception exception)
    {
        var path = (exception as JsonException)?.Path is { Length: > 0 and <= 200 } told ? told : "$";
        var end = path.IndexOf("['", StringComparison.Ordinal);
        return end < 0 ? path : path[..end];
    }
}

/// <summary>Namespace and name: who an object is among those of its kind.</summary>
internal readonly record struct ObjectName(string Namespace, string Name)
{
    public static ObjectName Of(IKubernetesObject<V1ObjectMeta> item) => new(item.Metadata.NamespaceProperty ?? "", item.Metadata.Name ?? "");

    public override string ToString() => $"{Namespace}/{Name}";
}
