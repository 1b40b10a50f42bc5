using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Demo;

/// <summary>What the demo comes to: its last line, and whether that is how it should end.</summary>
internal sealed record Ending(string Line, bool Good)
{
    public static Ending Of(JsonObject sample, JsonObject? ingestion)
    {
        var (ready, lastRun) = (StatusOf(ingestion, "Ready"), StatusOf(ingestion, "LastRunSucceeded"));
        return new($"demo: {sample.NamespaceOf()}/{sample.NameOf()} Ready={ready} LastRunSucceeded={lastRun}", ready == "True" && lastRun == "True");
    }

    /// <summary>The resource is ready and its first run has ended, well or not.</summary>
    public static bool IsOver(JsonObject? ingestion) => IsReady(ingestion) && StatusOf(ingestion, "LastRunSucceeded") != "Unknown";

    public static bool IsReady(JsonObject? ingestion) => StatusOf(ingestion, "Ready") == "True";

    private static string StatusOf(JsonObject? ingestion, string type) =>
        ingestion.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type)?.Text("status") ?? "Unknown";
}
