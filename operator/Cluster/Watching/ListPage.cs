using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;
using Operator.Cluster.Api;

namespace Operator.Cluster.Watching;

/// <summary>One page of a list. Items are read one by one, so that a broken one is skipped alone.</summary>
internal sealed record ListPage<T>(string ResourceVersion, string? Continue, IReadOnlyList<Decoded<T>> Items)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Null where the text is no list at all.</summary>
    public static ListPage<T>? Read(ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            return ReadMembers(ref reader, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ListPage<T>? ReadMembers(ref Utf8JsonReader reader, JsonTypeInfo<T> type)
    {
        ListMeta? meta = null;
        List<Decoded<T>> items = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("metadata"))
            {
                reader.Read();
                meta = JsonSerializer.Deserialize(ref reader, ClusterJson.Default.ListMeta);
            }
            else if (reader.ValueTextEquals("items"))
            {
                ReadItems(ref reader, type, items);
            }
            else
            {
                reader.Skip();
            }
        }

        return meta?.ResourceVersion is { Length: > 0 } version
            ? new ListPage<T>(version, string.IsNullOrEmpty(meta.Continue) ? null : meta.Continue, items)
            : null;
    }

    private static void ReadItems(ref Utf8JsonReader reader, JsonTypeInfo<T> type, List<Decoded<T>> items)
    {
        reader.Read();
        while (reader.TokenType != JsonTokenType.Null && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Decoded<T>.Read(reader, type));
            reader.Skip();
        }
    }
}
