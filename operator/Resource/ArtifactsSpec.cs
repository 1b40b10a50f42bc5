namespace Operator.Resource;

/// <summary>
/// Which dbt run is ingested, and who fetches its artifacts. Only the mode has a default in the schema: a stored default of the
/// others would stand beside Direct, which takes none of them.
/// </summary>
internal sealed record ArtifactsSpec
{
    [Field(Default = ArtifactsModes.Staged, Enum = [ArtifactsModes.Staged, ArtifactsModes.Direct])]
    public string? Mode { get; init; }

    [Field(Enum = [RunChoices.LatestSuccessful, RunChoices.LatestFinished])]
    public string? Runs { get; init; }

    [Field(Enum = [RunChoices.LatestFinished, RunChoices.SameRun])]
    public string? TestResults { get; init; }

    public bool? IncludeCiRuns { get; init; }

    public bool? SkipUnchanged { get; init; }

    public bool? FillTestMessages { get; init; }
}

/// <summary>Who fetches the artifacts.</summary>
internal static class ArtifactsModes
{
    /// <summary>An init container of the operator's image; the ingestion reads files.</summary>
    public const string Staged = "Staged";

    /// <summary>The ingestion itself.</summary>
    public const string Direct = "Direct";

    /// <summary>What is left out is Staged.</summary>
    public static bool IsStaged(DbtCloudIngestion ingestion) => ingestion.Spec?.Artifacts?.Mode != Direct;
}

/// <summary>Words for a run among those of a filter.</summary>
internal static class RunChoices
{
    public const string LatestSuccessful = "LatestSuccessful";
    public const string LatestFinished = "LatestFinished";
    public const string SameRun = "SameRun";
}

/// <summary>The job whose newest run brings the catalog.</summary>
internal sealed record CatalogSource
{
    [Field(Required = true, Pattern = Patterns.DbtId, MaxLength = 19)]
    public DbtId? JobId { get; init; }
}

/// <summary>What is checked in OpenMetadata after a run that succeeded.</summary>
internal sealed record VerificationSpec
{
    [Field(Default = true)]
    public bool? Enabled { get; init; }
}
