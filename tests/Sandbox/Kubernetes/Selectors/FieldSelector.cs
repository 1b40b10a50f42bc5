using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Resources;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Selectors;

/// <summary>A field selector: fields of the object (in the version asked for) against values.</summary>
internal sealed record FieldSelector(IReadOnlyList<(string Path, bool Negated, string Value)> Terms)
{
    public static FieldSelector Everything { get; } = new([]);

    public bool IsEmpty => Terms.Count == 0;

    public bool Matches(ResourceType type, StoredObject stored)
    {
        if (IsEmpty)
        {
            return true;
        }

        var content = stored.In(type);
        return Terms.All(term => (Value(content, term.Path) == term.Value) != term.Negated);
    }

    /// <summary>Null and a message where a term is malformed or the field cannot be selected on.</summary>
    public static FieldSelector? Parse(string text, ResourceType type, out string error)
    {
        error = "";
        var terms = new List<(string Path, bool Negated, string Value)>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var negated = part.Contains("!=", StringComparison.Ordinal);
            var pair = part.Split(negated ? "!=" : part.Contains("==", StringComparison.Ordinal) ? "==" : "=", 2);
            if (pair.Length != 2)
            {
                error = $"invalid selector: '{text}'; can't understand '{part}'";
                return null;
            }

            if (!SelectableFields.Of(type).Contains(pair[0]))
            {
                error = SelectableFields.Complaint(type, pair[0]);
                return null;
            }

            terms.Add((pair[0], negated, pair[1]));
        }

        return new FieldSelector(terms);
    }

    private static string Value(JsonObject content, string path)
    {
        JsonNode? node = content;
        foreach (var step in path.Split('.'))
        {
            node = (node as JsonObject)?[step];
        }

        return node is JsonValue value ? value.ToString() : "";
    }
}
