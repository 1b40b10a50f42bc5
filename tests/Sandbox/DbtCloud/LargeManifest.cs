using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.DbtCloud;

/// <summary>The manifest of the shop with one of its models repeated under other names until it has the size that is asked for.</summary>
internal static class LargeManifest
{
    private const string Model = "model.shop.customers";

    public static ReadOnlyMemory<byte> OfMegabytes(int megabytes)
    {
        var manifest = JsonNode.Parse(ArtifactSet.OfShop("build").Find("manifest.json")!.Value.Span)!.AsObject();
        var model = manifest["nodes"]![Model]!.AsObject();
        using var bytes = new MemoryStream();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        foreach (var (key, value) in manifest)
        {
            json.WritePropertyName(key);
            if (key == "nodes")
            {
                Nodes(json, value!.AsObject(), model, megabytes * 1024L * 1024L);
            }
            else
            {
                Write(json, value);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return bytes.ToArray();
    }

    private static void Nodes(Utf8JsonWriter json, JsonObject nodes, JsonObject model, long size)
    {
        json.WriteStartObject();
        foreach (var (key, node) in nodes)
        {
            json.WritePropertyName(key);
            Write(json, node);
        }

        for (var number = 1; json.BytesCommitted + json.BytesPending < size; number++)
        {
            var name = $"customers_{number}";
            (model["name"], model["alias"], model["unique_id"]) = (name, name, $"model.shop.{name}");
            json.WritePropertyName($"model.shop.{name}");
            model.WriteTo(json);
            json.Flush();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, JsonNode? node)
    {
        if (node is null)
        {
            json.WriteNullValue();
        }
        else
        {
            node.WriteTo(json);
        }
    }
}
