using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sandbox.Kubernetes.Objects.Custom;

/// <summary>A node of a CRD's OpenAPI schema, read once and used for every object.</summary>
internal sealed class StructuralSchema
{
    private static readonly Dictionary<string, StructuralSchema> None = [];

    public required string Type { get; init; }

    public string Format { get; init; } = "";

    public bool IsNullable { get; init; }

    public bool IsIntOrString { get; init; }

    public bool IsEmbeddedResource { get; init; }

    public bool PreservesUnknownFields { get; init; }

    public JsonNode? Default { get; init; }

    public IReadOnlyDictionary<string, StructuralSchema> Properties { get; init; } = None;

    /// <summary>The values of free keys; null where free keys are not allowed for.</summary>
    public StructuralSchema? AdditionalProperties { get; init; }

    public StructuralSchema? Items { get; init; }

    public IReadOnlyList<string> Required { get; init; } = [];

    public JsonArray? Enum { get; init; }

    public string? Pattern { get; init; }

    public Regex? Expression { get; init; }

    public long? MinLength { get; init; }

    public long? MaxLength { get; init; }

    public long? MinItems { get; init; }

    public long? MaxItems { get; init; }

    public long? MinProperties { get; init; }

    public long? MaxProperties { get; init; }

    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    public bool ExcludesMinimum { get; init; }

    public bool ExcludesMaximum { get; init; }

    public double? MultipleOf { get; init; }

    public bool HasUniqueItems { get; init; }

    public string ListType { get; init; } = "";

    public IReadOnlyList<string> ListMapKeys { get; init; } = [];

    public string MapType { get; init; } = "";

    public IReadOnlyList<StructuralSchema> AllOf { get; init; } = [];

    public IReadOnlyList<StructuralSchema> AnyOf { get; init; } = [];

    public IReadOnlyList<StructuralSchema> OneOf { get; init; } = [];

    public StructuralSchema? Not { get; init; }

    public static StructuralSchema Parse(JsonObject schema) => SchemaReader.Read(schema);

    /// <summary>The schema of a field, if any.</summary>
    public StructuralSchema? Of(string field) => Properties.GetValueOrDefault(field) ?? AdditionalProperties;
}
