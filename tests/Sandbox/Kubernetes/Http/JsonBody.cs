using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Http;

/// <summary>JSON in which a field may stand twice: the last one counts, and that it was so is told.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 256, AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions s_lenient = s_strict with { AllowDuplicateProperties = true };

    public static JsonNode? Parse(byte[] body, ICollection<string> duplicates)
    {
        try
        {
            return JsonNode.Parse(body, documentOptions: s_strict);
        }
        catch (JsonException)
        {
            // Either no JSON at all, which throws again here, or fields that stand twice.
            using var document = JsonDocument.Parse(body, s_lenient);
            return Node(document.RootElement, "", duplicates);
        }
    }

    private static JsonNode? Node(JsonElement element, string path, ICollection<string> duplicates) => element.ValueKind switch
    {
        JsonValueKind.Object => Object(element, path, duplicates),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select((item, index) => Node(item, $"{path}[{index}]", duplicates))]),
        JsonValueKind.Null => null,
        _ => JsonNode.Parse(element.GetRawText()),
    };

    private static JsonObject Object(JsonElement element, string path, ICollection<string> duplicates)
    {
        var result = new JsonObject();
        foreach (var property in element.EnumerateObject())
        {
            var field = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (result.ContainsKey(property.Name) && !duplicates.Contains(field))
            {
                duplicates.Add(field);
            }

            result[property.Name] = Node(property.Value, field, duplicates);
        }

        return result;
    }
}
