using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>
/// Reads a body into a built-in structure, in place: unknown fields go (and are listed), values get their stored form, what
/// is empty goes, and what the server always writes is there.
/// </summary>
internal sealed class StructureReader
{
    private readonly List<string> unknown = [];

    public IReadOnlyList<string> UnknownFields => unknown;

    public void Read(JsonObject map, TypeSchema structure, string path, string plainPath)
    {
        foreach (var (key, value) in map.ToList())
        {
            if (!structure.Fields.TryGetValue(key, out var field))
            {
                unknown.Add($"unknown field \"{Join(path, key)}\"");
                map.Remove(key);
                continue;
            }

            ReadField(map, field, value, structure, Join(path, key), Join(plainPath, key));
        }

        foreach (var field in structure.Fields.Values)
        {
            if (field.AlwaysWritten && map[field.Name] is null)
            {
                map[field.Name] = Zero(field);
            }
        }
    }

    private void ReadField(JsonObject map, FieldSchema field, JsonNode? value, TypeSchema structure, string path, string plainPath)
    {
        if (value is null)
        {
            map.Remove(field.Name);
            return;
        }

        var read = ReadValue(value, field.Type, ShortName(structure), path, plainPath);
        var isEmpty = !field.Type.IsStructure && !field.Type.KeepsUnknown && ScalarReader.IsZero(read);
        if (isEmpty && !field.AlwaysWritten && !(field.Optional && read is JsonValue))
        {
            map.Remove(field.Name);
        }
        else if (!ReferenceEquals(read, value))
        {
            map[field.Name] = read;
        }
    }

    private JsonNode ReadValue(JsonNode value, TypeSchema type, string structure, string path, string plainPath)
    {
        switch (type.Topology)
        {
            case Topology.Scalar:
                return ScalarReader.Read(value, type.Scalar, structure, plainPath);
            case Topology.Map or Topology.AtomicMap when type.IsStructure:
                Read(value as JsonObject ?? throw ScalarReader.Mismatch(value, GoName(type), structure, plainPath), type, path, plainPath);
                return value;
            case Topology.Map or Topology.AtomicMap when type.Element is not null:
                ReadMap(value as JsonObject ?? throw ScalarReader.Mismatch(value, GoName(type), structure, plainPath), type.Element, structure, path, plainPath);
                return value;
            case Topology.AtomicList or Topology.SetList or Topology.MapList:
                ReadList(value as JsonArray ?? throw ScalarReader.Mismatch(value, GoName(type), structure, plainPath), type.Item, structure, path, plainPath);
                return value;
            default:
                return value;
        }
    }

    private void ReadMap(JsonObject map, TypeSchema element, string structure, string path, string plainPath)
    {
        foreach (var (key, value) in map.ToList())
        {
            var read = value is null ? ZeroOf(element) : ReadValue(value, element, structure, Join(path, key), plainPath);
            if (!ReferenceEquals(read, value))
            {
                map[key] = read;
            }
        }
    }

    private void ReadList(JsonArray list, TypeSchema item, string structure, string path, string plainPath)
    {
        for (var index = 0; index < list.Count; index++)
        {
            var value = list[index] ?? ZeroOf(item);
            var read = value is null ? null : ReadValue(value, item, structure, $"{path}[{index}]", plainPath);
            if (!ReferenceEquals(read, list[index]))
            {
                list[index] = read;
            }
        }
    }

    /// <summary>What the server writes for a field that holds nothing.</summary>
    private static JsonNode? Zero(FieldSchema field) => field.Optional ? null : ZeroOf(field.Type);

    private static JsonNode? ZeroOf(TypeSchema type) => type.Topology switch
    {
        Topology.Scalar => type.Scalar switch
        {
            "string" => "",
            "boolean" => false,
            "int32" or "int64" or "number" or "int-or-string" => 0,
            "quantity" => "0",
            _ => null,
        },
        Topology.Map or Topology.AtomicMap when type.IsStructure => EmptyStructure(type),
        _ => null,
    };

    private static JsonObject EmptyStructure(TypeSchema type)
    {
        var map = new JsonObject();
        new StructureReader().Read(map, type, "", "");
        return map;
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static string ShortName(TypeSchema type) => type.Name![(type.Name!.LastIndexOf('.') + 1)..];

    private static string GoName(TypeSchema type) => type switch
    {
        { IsList: true } => "[]" + GoName(type.Item),
        { IsStructure: true } => "v1." + ShortName(type),
        { Element: { } element } => "map[string]" + GoName(element),
        { Scalar: "boolean" } => "bool",
        { Scalar: "bytes" } => "[]uint8",
        { Scalar: "quantity" } => "resource.Quantity",
        _ => type.Scalar,
    };
}
