using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using k8s.Models;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>
/// Compares a document with what the JSON of its type knows: a field that does not exist is told, as <c>kubectl --validate</c> does,
/// and so is a value of the wrong kind.
/// </summary>
internal sealed class FieldReview(YamlDocument document)
{
    private readonly List<Complaint> _complaints = [];

    public static IReadOnlyList<Complaint> Of(YamlDocument document)
    {
        var review = new FieldReview(document);
        review.Look(document.Root, document.Root, ResourceJson.Default.DbtCloudIngestion, "");
        return review._complaints;
    }

    private void Look(JsonNode? node, JsonNode parent, JsonTypeInfo type, string field)
    {
        switch (type.Kind, node)
        {
            case (_, null):
                break;
            case (JsonTypeInfoKind.Object, JsonObject map):
                LookInto(map, type, field);
                break;
            case (JsonTypeInfoKind.Enumerable, JsonArray list):
                for (var i = 0; i < list.Count; i++)
                {
                    Look(list[i], list, Of(type, type.ElementType!), $"{field}[{i}]");
                }

                break;
            case (JsonTypeInfoKind.Dictionary, JsonObject map):
                foreach (var (key, value) in map)
                {
                    Look(value, map, Of(type, type.ElementType!), $"{field}[{YamlScalars.Shown(key)}]");
                }

                break;
            default:
                if (Wanted(type, node) is { } wanted)
                {
                    _complaints.Add(document.Complain(document.LineOf(node, parent), $"{field} takes {wanted}, not {(type.Type == typeof(ResourceQuantity) ? GivenQuantity(node) : Given(node))}"));
                }

                break;
        }
    }

    private void LookInto(JsonObject map, JsonTypeInfo type, string field)
    {
        foreach (var (key, value) in map)
        {
            var name = field.Length == 0 ? YamlScalars.Shown(key) : $"{field}.{YamlScalars.Shown(key)}";
            if (type.Properties.FirstOrDefault(property => property.Name == key) is { } known)
            {
                Look(value, map, Of(type, known.PropertyType), name);
            }
            else
            {
                _complaints.Add(document.Complain(document.LineOf(value, map), $"{name} is no field; {Instead(key, type)}"));
            }
        }
    }

    private static JsonTypeInfo Of(JsonTypeInfo around, Type type) => around.Options.GetTypeInfo(type);

    private static string Instead(string key, JsonTypeInfo type)
    {
        var names = type.Properties.Select(property => property.Name).ToList();
        var nearest = names.MinBy(name => Distance.Between(name, key));
        return nearest is not null && Distance.Between(nearest, key) <= Math.Max(1, nearest.Length / 3) ? $"did you mean {nearest}?"
            : names.Count is > 0 and <= 16 ? $"it may hold {string.Join(", ", names)}"
            : "remove it";
    }

    /// <summary>What a field takes, where the value is not that; null where it is.</summary>
    private static string? Wanted(JsonTypeInfo type, JsonNode node)
    {
        var kind = node.GetValueKind();
        var plain = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        return type.Kind switch
        {
            JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "a map",
            JsonTypeInfoKind.Enumerable => "a list",
            _ when plain == typeof(string) => kind is JsonValueKind.String ? null : "a text (put it in quotes)",
            _ when plain == typeof(bool) => kind is JsonValueKind.True or JsonValueKind.False ? null : "true or false",
            _ when plain == typeof(int) || plain == typeof(long) => kind is JsonValueKind.Number && node.ToJsonString().All(c => char.IsAsciiDigit(c) || c == '-') ? null : "a whole number",
            _ when plain == typeof(DbtId) => kind is JsonValueKind.String or JsonValueKind.Number ? null : "a number or a text of digits",
            _ when plain == typeof(ResourceQuantity) => IsQuantity(node, kind) ? null : "a quantity such as 250m or 1Gi",
            _ when plain == typeof(DateTime) || plain == typeof(DateTimeOffset) => kind is JsonValueKind.String ? null : "an instant such as 2026-11-24T10:00:00Z",
            _ => null,
        };
    }

    private static bool IsQuantity(JsonNode node, JsonValueKind kind) =>
        kind is JsonValueKind.Number || (kind is JsonValueKind.String && QuantityValue.IsQuantity(node.GetValue<string>()));

    /// <summary>A short text is named, since a quantity that is nearly one looks like one.</summary>
    private static string GivenQuantity(JsonNode node) =>
        node.GetValueKind() is JsonValueKind.String && node.GetValue<string>() is { Length: <= QuantityValue.LongestText } text ? YamlScalars.Shown(text) : Given(node);

    private static string Given(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.Object => "a map",
        JsonValueKind.Array => "a list",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false (yes, no, on and off mean these)",
        _ => "a text",
    };
}
