using Operator.Resource;

namespace Operator.Plan;

/// <summary>Why something may be missing, and what to do about it.</summary>
/// <param name="IsFailure">False where there was nothing to arrive.</param>
internal sealed record MissingCause(bool IsFailure, string Text);

/// <summary>
/// The likely cause of a row without proof, after the guide's trouble table. A dbt project that has nothing of the kind is told so,
/// and nobody is blamed.
/// </summary>
internal sealed class MissingCauses(DbtCloudIngestion ingestion, RunStatus run, ArrivalSeen arrival, string? image)
{
    private string RunName => run.DbtRun?.Id is { } id ? $"run {id}" : "the run of dbt Cloud";

    /// <param name="lacking">The first table that should show it; null where none should.</param>
    public MissingCause OfLineage(ModelSeen? lacking) => lacking is null
        ? new(false, "none of the models that were looked at reads another table, so there is no lineage to show")
        : new(true, $"{lacking.Name} has no lineage: what it reads is not in the database service under the names that dbt writes to; ingest it there, check openMetadata.databaseService{(ingestion.Spec?.Options?.SearchAcrossDatabases == true ? "" : ", or set options.searchAcrossDatabases")}");

    /// <summary>They come from the manifest: a run without a catalog loses none, whatever the guide says.</summary>
    public MissingCause OfDescription(ModelSeen? lacking) => lacking switch
    {
        null => new(false, "none of the models that were looked at has a description in dbt; write some into its YAML files"),
        _ when ingestion.Spec?.Options?.UpdateDescriptions == false => new(true, $"{lacking.Name} has no description; set options.updateDescriptions to true, and see that dbt has one for it"),
        { Model.Described: true } => new(true, $"{lacking.Name} has no description, and dbt has one for it; see what the log of Job {run.Job} says of this table"),
        _ => new(true, $"{lacking.Name} has no description; see that dbt has one for it"),
    };

    public MissingCause OfTestResult(ModelSeen? lacking) =>
        Lacks(StagedFiles.RunResults) ? new(false, $"{RunName} left no test results; add dbt build (or dbt test) to its job")
        : lacking is null ? new(false, "none of the models that were looked at has a test in dbt")
        : DropsPassingTests() is { } cure ? new(true, $"{lacking.Name} has no test result: images of version 1.13 drop those of passing tests; {cure}")
        : new(true, $"{lacking.Name} has no test result; add dbt build (or dbt test) to the job of {RunName}");

    private bool Lacks(string file) => arrival.Missing?.Contains(file) == true;

    private string? DropsPassingTests() => IngestionImage.VersionOf(image) is not (1, 13) ? null
        : !ArtifactsModes.IsStaged(ingestion) ? "set artifacts.mode to Staged"
        : ingestion.Spec?.Artifacts?.FillTestMessages == false ? "set artifacts.fillTestMessages to true"
        : null;
}
