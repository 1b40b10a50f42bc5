using Operator.Plan;

namespace Operator.Staging;

/// <summary>The four files that the ingestion reads, each of the run that it is taken from.</summary>
internal sealed partial class ArtifactSet(FetchOrder order, RunChoice choice, ArtifactFiles files, StagingFolder folder, ILogger logger)
{
    private readonly List<string> _missing = [];
    private ManifestReading? _manifest;

    /// <summary>What the runs do not have, and an empty file stands for.</summary>
    public IReadOnlyList<string> Missing => _missing;

    public int FilledIn { get; private set; }

    public IReadOnlyList<FetchedModel> Models => _manifest?.Models ?? [];

    public async Task<Trouble?> BringAsync(CandidateRun run, IReadOnlyList<StagedResults> results, CancellationToken cancellationToken) =>
        await BringManifestAsync(run, cancellationToken)
        ?? await BringCatalogAsync(run, cancellationToken)
        ?? await BringHeadedAsync(run.Id, Artifact.Sources, cancellationToken)
        ?? await PutTogetherAsync(results, cancellationToken);

    private async Task<Trouble?> BringManifestAsync(CandidateRun run, CancellationToken cancellationToken)
    {
        switch (await files.BringAsync(run.Id, Artifact.Manifest, () => new ManifestReading(), cancellationToken))
        {
            case Outcome<ManifestReading?>.Got { Value: { } manifest }:
                _manifest = manifest;
                files.WarnOfUnknownSchema(Artifact.Manifest, manifest.Head);
                return null;
            case Outcome<ManifestReading?>.Ended { Why: var why }:
                return why;
            default:
                return new Trouble(FetchReason.ArtifactsUnavailable, $"run {run.Id} has no manifest.json, and without it there is nothing to ingest; let its job run dbt build");
        }
    }

    private async Task<Trouble?> BringCatalogAsync(CandidateRun run, CancellationToken cancellationToken)
    {
        if (order.CatalogFrom is not { } place)
        {
            return await BringHeadedAsync(run.Id, Artifact.Catalog, cancellationToken);
        }

        var wish = order.Wish with { ProjectId = place.ProjectId, EnvironmentId = place.EnvironmentId, JobId = place.JobId, NewestTestResults = false };
        return await choice.ForCatalogAsync(wish, cancellationToken) switch
        {
            Outcome<CandidateRun?>.Ended { Why: var why } => why,
            Outcome<CandidateRun?>.Got { Value: { } other } => await BringHeadedAsync(other.Id, Artifact.Catalog, cancellationToken),
            _ => await LeaveEmptyAsync(Artifact.Catalog, cancellationToken),
        };
    }

    private async Task<Trouble?> BringHeadedAsync(string runId, Artifact artifact, CancellationToken cancellationToken)
    {
        switch (await files.BringAsync(runId, artifact, () => new ArtifactHead(), cancellationToken))
        {
            case Outcome<ArtifactHead?>.Got { Value: { } head }:
                files.WarnOfUnknownSchema(artifact, head);
                return null;
            case Outcome<ArtifactHead?>.Ended { Why: var why }:
                return why;
            default:
                return await LeaveEmptyAsync(artifact, cancellationToken);
        }
    }

    private async Task<Trouble?> PutTogetherAsync(IReadOnlyList<StagedResults> results, CancellationToken cancellationToken)
    {
        if (results.Count == 0)
        {
            return await LeaveEmptyAsync(Artifact.RunResults, cancellationToken);
        }

        foreach (var step in results)
        {
            files.WarnOfUnknownSchema(Artifact.RunResults, step.Reading.Head);
        }

        (var count, FilledIn) = await new MergedResults(results, folder).WriteAsync(order.FillTestMessages, cancellationToken);
        Log.PutTogether(logger, Artifact.RunResults.File, count, results.Count, FilledIn);
        foreach (var step in results)
        {
            folder.Drop(step.Part);
        }

        return null;
    }

    private async Task<Trouble?> LeaveEmptyAsync(Artifact artifact, CancellationToken cancellationToken)
    {
        _missing.Add(artifact.File);
        Log.Empty(logger, artifact.File);
        await folder.WriteAsync(artifact.File, EmptyDocument.Of(artifact, _manifest!.Head), cancellationToken);
        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{File}: {Count} results, put together of {Steps} step(s); {FilledIn} got a message that dbt did not write")]
        public static partial void PutTogether(ILogger logger, string file, int count, int steps, int filledIn);

        [LoggerMessage(Level = LogLevel.Information, Message = "{File}: there is none, an empty one takes its place")]
        public static partial void Empty(ILogger logger, string file);
    }
}
