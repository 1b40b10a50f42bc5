using System.Text;
using System.Text.Json.Nodes;
using Sandbox.DbtCloud;

namespace Operator.ApiTests.Outside;

/// <summary>Artifacts as somebody staged them for the local source.</summary>
internal static class StagedFiles
{
    /// <summary>The build, each result given a message as staging does.</summary>
    public static IReadOnlyDictionary<string, string> OfBuild()
    {
        var files = Read("build");
        files["run_results.json"] = Filled(Results(files["run_results.json"]), files["run_results.json"], null);
        return files;
    }

    public static IReadOnlyDictionary<string, string> Only(string file) =>
        new Dictionary<string, string> { [file] = Read("build")[file] };

    public static IReadOnlyDictionary<string, string> WithPlaceholders(bool wellFormed)
    {
        const string Metadata = """{"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/"}""";
        var files = Read("build");
        files["catalog.json"] = wellFormed ? Metadata + """, "nodes": {}, "sources": {}}""" : "{}";
        files["run_results.json"] = wellFormed ? Metadata + """, "results": []}""" : "{}";
        files["sources.json"] = wellFormed ? Metadata + """, "results": []}""" : "{}";
        return files;
    }

    /// <summary>The steps of a job: manifest and catalog of the last, the results of run and test merged; one test may be made a skipped one.</summary>
    public static IReadOnlyDictionary<string, string> OfSteps(string? skipped)
    {
        var files = Read("4-docs-generate");
        files["sources.json"] = Read("1-source-freshness")["sources.json"];
        var tests = Read("3-test")["run_results.json"];
        files["run_results.json"] = Filled([.. Results(Read("2-run")["run_results.json"]), .. Results(tests)], tests, skipped);
        return files;
    }

    private static string Filled(IEnumerable<JsonObject> results, string like, string? skipped)
    {
        var merged = JsonNode.Parse(like)!.AsObject();
        merged["results"] = new JsonArray([.. results.Select(result => Filled(result, skipped))]);
        return merged.ToJsonString();
    }

    private static JsonObject Filled(JsonObject result, string? skipped)
    {
        var filled = result.DeepClone().AsObject();
        if (skipped is not null && filled["unique_id"]!.GetValue<string>() == skipped)
        {
            filled["status"] = "skipped";
            filled["message"] = null;
        }
        else
        {
            filled["message"] ??= filled["status"]!.GetValue<string>();
        }

        return filled;
    }

    private static IEnumerable<JsonObject> Results(string file) => JsonNode.Parse(file)!["results"]!.AsArray().Select(result => result!.AsObject());

    private static Dictionary<string, string> Read(string folder)
    {
        var set = ArtifactSet.OfShop(folder);
        return set.Paths.ToDictionary(path => path, path => Encoding.UTF8.GetString(set.Find(path)!.Value.Span));
    }
}
