namespace Operator.Cluster;

/// <summary>Who the operator is to the API server.</summary>
internal sealed record ClusterOptions
{
    /// <summary>The pod's name: which replica reported an event.</summary>
    public string Instance { get; init; } = Environment.MachineName;
}
