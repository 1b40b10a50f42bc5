using System.Globalization;
using System.Text.Json.Nodes;

namespace Sandbox.Ingestion;

/// <summary>What each release takes out of the run results of tests.</summary>
internal static class TestResults
{
    public static IReadOnlyDictionary<string, JsonObject> Of(IReadOnlyList<JsonObject> files, Family family)
    {
        Dictionary<string, JsonObject> results = [];
        foreach (var result in files.SelectMany(file => file["results"]!.AsArray()).Select(result => result!.AsObject()).Where(result => Sends(result, family)))
        {
            results[Workflow.Text(result, "unique_id")!] = result;
        }

        return results;
    }

    public static JsonObject Body(JsonObject result)
    {
        var status = Workflow.Text(result, "status") switch
        {
            "pass" or "success" => "Success",
            "skipped" => "Aborted",
            _ => "Failed",
        };
        var body = new JsonObject { ["timestamp"] = At(result), ["testCaseStatus"] = status };
        if (Workflow.Text(result, "message") is { } message)
        {
            body["result"] = message;
        }

        body["testResultValue"] = new JsonArray(new JsonObject
        {
            ["name"] = Workflow.Text(result, "unique_id"),
            ["value"] = status == "Success" ? "1" : "0",
        });
        return body;
    }

    /// <summary>1.13 takes a test without a message for one that was only compiled; version 2 looks at the status; 1.12 sends all.</summary>
    private static bool Sends(JsonObject result, Family family) => family switch
    {
        Family.OneThirteen => Workflow.Text(result, "message") is not null,
        Family.Two => Workflow.Text(result, "status") != "success" || Workflow.Text(result, "message") is not null,
        _ => true,
    };

    private static long At(JsonObject result) =>
        result["timing"] is JsonArray { Count: > 0 } timing
        && DateTimeOffset.TryParse(timing[^1]!["completed_at"]?.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUnixTimeMilliseconds()
            : 0;
}
