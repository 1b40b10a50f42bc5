namespace Operator.Staging;

/// <summary>A kind of file that dbt leaves, and the versions of its schema that the ingestion is known to read.</summary>
internal sealed record Artifact(string File, string Schema, int NewestVersion)
{
    public static readonly Artifact Manifest = new("manifest.json", "manifest", 12);
    public static readonly Artifact Catalog = new("catalog.json", "catalog", 1);
    public static readonly Artifact RunResults = new("run_results.json", "run-results", 6);
    public static readonly Artifact Sources = new("sources.json", "sources", 3);

    public static readonly IReadOnlyList<Artifact> All = [Manifest, Catalog, RunResults, Sources];

    public string SchemaUrl => UrlOf(NewestVersion);

    public bool Knows(string? schemaUrl) => Enumerable.Range(1, NewestVersion).Any(version => UrlOf(version) == schemaUrl);

    private string UrlOf(int version) => $"https://schemas.getdbt.com/dbt/{Schema}/v{version}.json";
}
