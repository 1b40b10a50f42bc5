using System.Text.Json.Nodes;
using Campaign.Worlds;

namespace Campaign.Scenarios.Making;

/// <summary>The ingestions that most scenarios are about.</summary>
internal static class Cast
{
    public const string Analytics = "analytics";
    public const string Plain = "plain";

    /// <summary>One with two filters and one of the whole account.</summary>
    public static IReadOnlyList<JsonObject> Two { get; } = [Manifests.Ingestion(Analytics, "marts", "staging"), Manifests.Ingestion(Plain)];

    public static IReadOnlyList<JsonObject> One { get; } = [Manifests.Ingestion(Analytics, "marts")];

    public static IReadOnlyList<JsonObject> Some(Dice dice) => dice.Is(70) ? Two : One;

    public static IReadOnlyList<string> CronJobs { get; } = ["analytics-marts", "analytics-staging", Plain];
}
