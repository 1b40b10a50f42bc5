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

    /// <summary>Nothing is known: maps are granular, lists atomic.</summary>
    Unknown,
}

/// <summary>The structure of a type as far as merging needs it.</summary>
internal sealed class TypeSchema
{
    public static readonly TypeSchema Untyped = new() { Topology = Topology.Unknown };

    public required Topology Topology { get; init; }
}
