using System.Text.Json.Nodes;

namespace Sandbox.Ingestion;

/// <summary>The artifacts that a run of the ingestion works with.</summary>
internal sealed record DbtFiles(JsonObject Manifest, JsonObject? Catalog, IReadOnlyList<JsonObject> RunResults, JsonObject? Sources);

/// <summary>The artifacts, or the sentence that says why there are none.</summary>
internal sealed record DbtFilesOutcome(DbtFiles? Files, string? Failure)
{
    public static DbtFilesOutcome Of(DbtFiles files) => new(files, null);

    public static DbtFilesOutcome Fail(string sentence) => new(null, sentence);
}
