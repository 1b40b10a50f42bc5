using System.Text.Json.Nodes;

namespace Campaign.Scenarios;

/// <summary>All that a seed decides: what there is at first, what then happens, and when. The same seed always makes the same.</summary>
internal sealed record Scenario(int Seed, Kind Kind)
{
    public required IReadOnlyList<JsonObject> Ingestions { get; init; }

    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>One for each replica, with what its wall clock is off.</summary>
    public IReadOnlyList<TimeSpan> Replicas { get; init; } = [TimeSpan.Zero];

    /// <summary>Things go wrong from the very start, and not only once all has settled.</summary>
    public bool FromTheStart { get; init; }

    public override string ToString() => string.Join(
        "\n  ",
        [
            $"seed {Seed}, {Kind}: {string.Join(", ", Ingestions.Select(item => $"{item["metadata"]!["name"]} {(item["spec"]!["filters"] as JsonArray)?.Count ?? 0} filters"))}"
                + $"{(FromTheStart ? ", from the start" : "")}{(Replicas.Count > 1 ? $", replicas {string.Join(" ", Replicas)}" : "")}",
            .. Steps.Select(step => step.ToString()),
        ]);
}
