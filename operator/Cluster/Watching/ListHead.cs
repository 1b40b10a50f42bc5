namespace Operator.Cluster.Watching;

/// <summary>What a page of a list says of itself.</summary>
/// <param name="Items">How many objects it brought.</param>
/// <param name="Bytes">What they weighed.</param>
internal sealed record ListHead(string ResourceVersion, string? Continue, int Items, long Bytes);
