using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Operator.Cluster;

namespace Operator.Hosting.Verbs;

/// <summary>The keys of Secrets and ConfigMaps that were given as manifests. Values are handed on, never shown.</summary>
internal sealed class ManifestKeys
{
    /// <summary>Nothing changes while a verb runs.</summary>
    public const string Revision = "manifest/1";

    private readonly Dictionary<(string Kind, string Namespace, string Name), Dictionary<string, string>> _objects = [];

    /// <summary>Null where no manifest is of that object.</summary>
    public KeyAnswer? Find(string kind, string @namespace, string name, string key) =>
        !_objects.TryGetValue((kind, @namespace, name), out var keys) ? null
        : keys.TryGetValue(key, out var value) ? new KeyAnswer.Found(value, Revision)
        : new KeyAnswer.KeyMissing(Revision, [.. keys.Keys.Order(StringComparer.Ordinal)]);

    public IEnumerable<Complaint> Take(YamlDocument document, string kind, string @namespace)
    {
        if (document.Root["metadata"] is not JsonObject metadata || metadata["name"] is not JsonValue named || named.GetValueKind() != JsonValueKind.String)
        {
            return [document.Complain(document.LineOf("$.metadata"), $"metadata.name of the {kind} is missing")];
        }

        var keys = new Dictionary<string, string>();
        var name = named.GetValue<string>();
        _objects[(kind, @namespace, name)] = keys;
        string encoded = kind == "Secret" ? "data" : "binaryData", plain = kind == "Secret" ? "stringData" : "data";
        return [.. Fill(keys, document, encoded, Decoded), .. Fill(keys, document, plain, text => text)];
    }

    private static IEnumerable<Complaint> Fill(Dictionary<string, string> keys, YamlDocument document, string field, Func<string, string?> read)
    {
        foreach (var (key, node) in document.Root[field] as JsonObject ?? [])
        {
            if (node is JsonValue && node.GetValueKind() == JsonValueKind.String && read(node.GetValue<string>()) is { } value)
            {
                keys[key] = value;
            }
            else
            {
                yield return document.Complain(document.LineOf(node, document.Root[field]), $"{field}.{YamlScalars.Shown(key)} takes {(read("!") is null ? "base64" : "a text (put it in quotes)")}");
            }
        }
    }

    private static string? Decoded(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
