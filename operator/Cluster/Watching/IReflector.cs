using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>A reflector of whatever kind.</summary>
internal interface IReflector
{
    /// <summary>The resource, and the namespace where it is only one.</summary>
    string What { get; }

    /// <summary>As RBAC rules and kubectl name it.</summary>
    string Resource { get; }

    /// <summary>How many objects exist that cannot be read.</summary>
    int Unreadable { get; }

    /// <summary>Completes with the first list.</summary>
    Task Synced { get; }

    TimeSpan SinceProgress { get; }

    /// <summary>Why the API server refuses this list or watch, where a person has to cure that; null otherwise.</summary>
    string? RefusedBecause { get; }

    Task RunAsync(Action<IngestionKey, Told> changed, CancellationToken cancellationToken);
}
