namespace Operator.Cluster.Watching;

/// <summary>Objects by their metadata as one answer.</summary>
internal sealed record PartialObjectList(IReadOnlyList<PartialObject>? Items);
