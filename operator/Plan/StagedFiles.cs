namespace Operator.Plan;

/// <summary>Names of what is fetched, as the workflow document and the one who fetches know them.</summary>
internal static class StagedFiles
{
    public const string Manifest = "manifest.json";
    public const string Catalog = "catalog.json";
    public const string RunResults = "run_results.json";
    public const string Sources = "sources.json";

    /// <summary>Says that nothing has changed since the last success: the ingestion is then left out.</summary>
    public const string Skip = "skip";

    public static string PathOf(string file) => $"{OwnNames.ArtifactsPath}/{file}";
}
