namespace Operator.Cluster.Api;

/// <summary>Whether, and for how long still, this process may change anything in the cluster.</summary>
internal interface IWritePermit
{
    /// <summary>Zero or less: not now. Measured on this machine's monotonic clock.</summary>
    TimeSpan Left { get; }
}
