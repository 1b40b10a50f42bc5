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

    /// <summary>What has to exist before anything is measured and does not, with the way out; null when all is there.</summary>
    public string? Missing()
    {
        if (!File.Exists(Operator))
        {
            return $"There is no operator at {Operator}; `make publish` builds it, --operator names another.";
        }

        if (Kubeconfig is not null && !File.Exists(Kubeconfig))
        {
            return $"There is no kubeconfig at {Kubeconfig}; name one with --kubeconfig or BENCH_KUBECONFIG, or leave both out to measure with the sandbox's API server.";
        }

        var folder = Path.GetDirectoryName(Output)!;
        return Directory.Exists(Output) ? $"--output takes a file, and {Output} is a folder; name a file in it."
            : !Directory.Exists(folder) ? $"There is no folder {folder} to write to; create it, or name another file with --output."
            : null;
    }
}
