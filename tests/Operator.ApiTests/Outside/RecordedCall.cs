using System.Text.Json.Nodes;

namespace Operator.ApiTests.Outside;

/// <summary>One call of the real ingestion and the status that its stand-in gave.</summary>
internal sealed record RecordedCall(string To, string Method, string Path, JsonObject? Query, JsonNode? Body, int Answered)
{
    private static readonly string Folder = System.IO.Path.Combine(AppContext.BaseDirectory, "Recorded", "calls");

    public string PathAndQuery => Path + (Query is null
        ? ""
        : "?" + string.Join('&', Query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!.GetValue<string>())}")));

    public static IEnumerable<string> Files() => Directory.EnumerateFiles(Folder).Select(file => System.IO.Path.GetFileNameWithoutExtension(file)!).Order();

    public static IReadOnlyList<RecordedCall> Of(string file) =>
        [.. File.ReadLines(System.IO.Path.Combine(Folder, file + ".jsonl")).Select(line => JsonNode.Parse(line)!.AsObject()).Select(From)];

    private static RecordedCall From(JsonObject line) => new(
        line["to"]!.GetValue<string>(), line["method"]!.GetValue<string>(), line["path"]!.GetValue<string>(),
        line["query"]?.AsObject(), line["body"], line["answered"]!.GetValue<int>());
}
