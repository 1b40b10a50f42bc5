using Operator.Plan;

namespace Operator.Staging;

/// <summary>A kind of file that dbt leaves, and the versions of its schema that the ingestion is known to read.</summary>
internal sealed record Artifact(string File, string Schema, int NewestVersion)
{
    public static readonly Artifact Manifest = new(StagedFiles.Manifest, "manifest", 12);
    public static readonly Artifact Catalog = new(StagedFiles.Catalog, "catalog", 1);
    public static readonly Artifact RunResults = new(StagedFiles.RunResults, "run-results", 6);
    public static readonly Artifact Sources = new(StagedFiles.Sources, "sources", 3);

    public static readonly IReadOnlyList<Artifact> All = [Manifest, Catalog, RunResults, Sources];

    public string SchemaUrl => UrlOf(NewestVersion);

    public bool Knows(string? schemaUrl) => Enumerable.Range(1, NewestVersion).Any(version => UrlOf(version) == schemaUrl);

    private string UrlOf(int version) => $"https://schemas.getdbt.com/dbt/{Schema}/v{version}.json";
}
