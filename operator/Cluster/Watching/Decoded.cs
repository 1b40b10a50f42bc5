using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;
using Operator.Cluster.Api;

namespace Operator.Cluster.Watching;

/// <summary>One object of a list or of a watch: readable, or known by name alone.</summary>
internal abstract record Decoded<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private Decoded()
    {
    }

    internal sealed record Readable(T Object) : Decoded<T>;

    internal sealed record Unreadable(ObjectName Name, string? ResourceVersion, string Why) : Decoded<T>;

    /// <summary>Reads the object that the reader stands before. An object that does not fit its type must not take the others with it.</summary>
    public static Decoded<T> Read(Utf8JsonReader reader, JsonTypeInfo<T> type)
    {
        var again = reader;
        try
        {
            return JsonSerializer.Deserialize(ref reader, type) is { Metadata.Name.Length: > 0 } read
                ? new Readable(read)
                : new Unreadable(new ObjectName("", ""), null, "it has no name");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException or InvalidOperationException or OverflowException)
        {
            var stub = JsonSerializer.Deserialize(ref again, ClusterJson.Default.ObjectStub)?.Metadata;
            return new Unreadable(new ObjectName(stub?.Namespace ?? "", stub?.Name ?? ""), stub?.ResourceVersion, exception.Message);
        }
    }
}

/// <summary>Namespace and name: who an object is among those of its kind.</summary>
internal readonly record struct ObjectName(string Namespace, string Name)
{
    public static ObjectName Of(IKubernetesObject<V1ObjectMeta> item) => new(item.Metadata.NamespaceProperty ?? "", item.Metadata.Name ?? "");

    public override string ToString() => $"{Namespace}/{Name}";
}
