namespace Bench;

/// <summary>All that the command line decides about one run of the bench.</summary>
internal sealed record BenchOptions
{
    /// <summary>How many resources, one after the other in worlds of their own.</summary>
    public required IReadOnlyList<int> Sizes { get; init; }

    /// <summary>The published operator.</summary>
    public required string Operator { get; init; }

    /// <summary>Null: the sandbox's API server.</summary>
    public string? Kubeconfig { get; init; }

    public required TimeSpan Idle { get; init; }

    public required int Edits { get; init; }

    public required TimeSpan EditPause { get; init; }

    public required int RequestsPerMinute { get; init; }

    /// <summary>Further options of the operator, word by word.</summary>
    public IReadOnlyList<string> OperatorArguments { get; init; } = [];

    public IReadOnlyList<string> Skip { get; init; } = [];

    public required string Output { get; init; }

    /// <summary>How long the bench waits for the operator to do what it waits for.</summary>
    public required TimeSpan Patience { get; init; }
}
