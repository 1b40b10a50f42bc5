using System.Collections.Frozen;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>
/// Every structure of the served built-in kinds, read from two tables beside this file: types.tsv (fields, their values,
/// "!" for always written, "*" for zero differs from absent) and list-topology.tsv (how lists and maps merge).
/// </summary>
internal static class TypeTable
{
    private static readonly Lazy<FrozenDictionary<string, TypeSchema>> Structures = new(Load);

    public static IEnumerable<TypeSchema> All => Structures.Value.Values;

    public static TypeSchema Find(string name) => Structures.Value[name];

    private static FrozenDictionary<string, TypeSchema> Load()
    {
        var merging = Rows("list-topology.tsv").ToDictionary(row => (row[0], row[1]), row => new Merging(row));
        var rows = Rows("types.tsv").ToLookup(row => row[0]);
        var structures = rows.ToFrozenDictionary(group => group.Key, group => Structure(group.Key, merging));
        foreach (var group in rows)
        {
            structures[group.Key].Define(group.Select(row => Field(row, merging.GetValueOrDefault((row[0], row[1])), structures)));
        }

        return structures;
    }

    private static TypeSchema Structure(string name, Dictionary<(string, string), Merging> merging) => new()
    {
        Name = name,
        Topology = merging.GetValueOrDefault((name, ""))?.MapType == "atomic" ? Topology.AtomicMap : Topology.Map,
    };

    private static FieldSchema Field(string[] row, Merging? merging, FrozenDictionary<string, TypeSchema> structures)
    {
        var flags = row.Length > 3 ? row[3] : "";
        return new FieldSchema(row[1], Value(row[2], merging, structures))
        {
            AlwaysWritten = flags.Contains('!', StringComparison.Ordinal),
            Optional = flags.Contains('*', StringComparison.Ordinal),
            PatchStrategies = merging?.PatchStrategies ?? [],
            PatchMergeKey = merging?.PatchMergeKey,
            KeyDefault = KeyDefault(row, flags),
        };
    }

    /// <summary>Fields that are always written have their zero value where an item leaves them out.</summary>
    private static string? KeyDefault(string[] row, string flags) => (row[1], row[2]) switch
    {
        ("protocol", _) when row[0] is "core.v1.ContainerPort" or "core.v1.ServicePort" => "\"TCP\"",
        (_, "string") when flags == "!" => "\"\"",
        (_, "int32") when flags == "!" => "0",
        _ => null,
    };

    private static TypeSchema Value(string text, Merging? merging, FrozenDictionary<string, TypeSchema> structures)
    {
        if (text.StartsWith("list ", StringComparison.Ordinal))
        {
            return new TypeSchema { Topology = merging?.List ?? Topology.AtomicList, Element = Value(text[5..], null, structures), Keys = merging?.Keys ?? [] };
        }

        if (text.StartsWith("map ", StringComparison.Ordinal))
        {
            return new TypeSchema { Topology = merging?.MapType == "atomic" ? Topology.AtomicMap : Topology.Map, Element = Value(text[4..], null, structures) };
        }

        if (text == "any")
        {
            return new TypeSchema { Topology = Topology.AtomicMap, KeepsUnknown = true };
        }

        return structures.GetValueOrDefault(text) ?? new TypeSchema { Topology = Topology.Scalar, Scalar = text };
    }

    private static List<string[]> Rows(string file)
    {
        using var stream = typeof(TypeTable).Assembly.GetManifestResourceStream($"{typeof(TypeTable).Namespace}.{file}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t')).ToList();
    }

    private sealed class Merging(string[] row)
    {
        public Topology List { get; } = row[2] switch { "map" => Topology.MapList, "set" => Topology.SetList, _ => Topology.AtomicList };

        public IReadOnlyList<string> Keys { get; } = Split(row[3]);

        public IReadOnlyList<string> PatchStrategies { get; } = Split(row[4]);

        public string? PatchMergeKey { get; } = row[5].Length > 0 ? row[5] : null;

        public string MapType { get; } = row[6];

        private static string[] Split(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);
    }
}
