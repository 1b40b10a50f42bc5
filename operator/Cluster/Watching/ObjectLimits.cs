namespace Operator.Cluster.Watching;

/// <summary>What an object may weigh to be read. One that is beyond costs itself alone, and is told so.</summary>
internal static class ObjectLimits
{
    /// <summary>As JSON. Real ones have some KiB, and etcd takes 1.5 MiB at most.</summary>
    public const int Bytes = 1024 * 1024;

    /// <summary>Levels of objects and arrays inside each other, managed fields not counted; what System.Text.Json reads by default.</summary>
    public const int Depth = 64;
}
