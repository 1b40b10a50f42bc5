using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Fields;

/// <summary>Equality of JSON by what it says, not by instance.</summary>
internal sealed class NodesByValue : IEqualityComparer<JsonNode?>
{
    public static readonly NodesByValue Comparer = new();

    public bool Equals(JsonNode? x, JsonNode? y) => JsonNode.DeepEquals(x, y);

    public int GetHashCode([DisallowNull] JsonNode? obj) => StringComparer.Ordinal.GetHashCode(obj?.ToJsonString() ?? "");
}
