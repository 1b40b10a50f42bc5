using System.Text.Json.Nodes;

namespace Sandbox.OpenMetadata;

/// <summary>What runs of pipelines said of themselves; the last word of each run counts, all words are kept.</summary>
internal sealed class RunStates
{
    private readonly List<(string Pipeline, string Run, JsonObject Status)> said = [];

    /// <summary>Every state that a run wrote, oldest first: "running", then how it ended.</summary>
    public IReadOnlyList<JsonObject> Said(string pipeline, string run) =>
        [.. said.Where(entry => entry.Pipeline == pipeline && entry.Run == run).Select(entry => entry.Status)];

    public JsonObject? Last(string pipeline, string run) =>
        said.FindLast(entry => entry.Pipeline == pipeline && entry.Run == run).Status;

    /// <summary>The last word of each run, newest first.</summary>
    public IReadOnlyList<JsonObject> LastOfEach(string pipeline) =>
        [.. said.Where(entry => entry.Pipeline == pipeline).GroupBy(entry => entry.Run)
            .Select(run => run.Last().Status).OrderByDescending(At)];

    public void Say(string pipeline, JsonObject status) =>
        said.Add((pipeline, status["runId"]!.GetValue<string>(), (JsonObject)status.DeepClone()));

    public static long At(JsonObject status) => status["timestamp"]?.GetValue<long>() ?? 0;
}
