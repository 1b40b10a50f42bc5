namespace Sandbox.Kubernetes.Objects;

/// <summary>How a value is merged and owned.</summary>
internal enum Topology
{
    Scalar,
    Map,
    AtomicMap,
    AtomicList,
    SetList,
    MapList,

    /// <summary>Nothing is known: maps are granular, lists atomic, everything else a scalar.</summary>
    Unknown,
}

/// <summary>
/// The structure of a type as merging and reading need it. Types may contain themselves (a CRD's schema does),
/// so a structure is named first and its fields are defined afterwards.
/// </summary>
internal sealed class TypeSchema
{
    private static readonly Dictionary<string, FieldSchema> NoFields = [];

    private Dictionary<string, FieldSchema> fields = NoFields;

    public static readonly TypeSchema Untyped = new() { Topology = Topology.Unknown };

    public required Topology Topology { get; init; }

    /// <summary>What a scalar holds: string, boolean, int32, int64, number, time, micro-time, bytes, quantity, int-or-string.</summary>
    public string Scalar { get; init; } = "";

    /// <summary>The structure's name (core.v1.Container), where it has one.</summary>
    public string? Name { get; init; }

    /// <summary>The items of a list, or the values of a map with free keys.</summary>
    public TypeSchema? Element { get; init; }

    /// <summary>The fields that identify an item of a map list.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Whether fields that the structure does not name are kept and merged as untyped ones.</summary>
    public bool KeepsUnknown { get; init; }

    public IReadOnlyDictionary<string, FieldSchema> Fields => fields;

    public bool IsStructure => fields.Count > 0;

    public bool IsList => Topology is Topology.AtomicList or Topology.SetList or Topology.MapList;

    public void Define(IEnumerable<FieldSchema> definition) =>
        fields = definition.ToDictionary(field => field.Name, StringComparer.Ordinal);

    public bool Names(string field) => fields.ContainsKey(field);

    /// <summary>The type behind a key of a map or structure; untyped where nothing is known of it.</summary>
    public TypeSchema Of(string key) =>
        fields.TryGetValue(key, out var field) ? field.Type : Element ?? Untyped;

    /// <summary>The type of a list's items.</summary>
    public TypeSchema Item => Element ?? Untyped;
}
