using Operator.DbtCloud;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>
/// Looks at what a run left: the list of its files, the commands of its steps, the beginning of its manifest. A run that has
/// ended does not change, so what the last test found of the same run is not asked for again.
/// </summary>
internal sealed class RunFiles(IDbtCloud dbtCloud)
{
    public async Task<FilterSeen> LookAsync(FilterQuestion question, FilterSeen seen, DbtRunSeen run, CancellationToken cancellationToken)
    {
        var kept = question.Kept?.RecentRun is { } before && before.Id == run.Id && before.TestsFrom == run.TestsFrom ? question.Kept : null;
        if (kept?.Artifacts is { Result: CheckResults.Passed or CheckResults.Warning } still)
        {
            return seen with { Artifacts = still };
        }

        return await dbtCloud.ArtifactsAsync(question.Account, question.Token, run.Id, cancellationToken) switch
        {
            DbtCloudAnswer<IReadOnlyList<string>>.Found { Value: var files } => await JudgeAsync(question, seen, run, files, cancellationToken),
            DbtCloudAnswer<IReadOnlyList<string>>.Failed failed => NotRead(question, seen, kept, failed.Why),
            _ => seen with { Artifacts = Review(question, new RunLeft(run, [], [])) },
        };
    }

    private async Task<FilterSeen> JudgeAsync(
        FilterQuestion question, FilterSeen seen, DbtRunSeen run, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var commands = new List<string>();
        foreach (var id in (string?[])[run.Id, run.TestsFrom?.Id])
        {
            switch (id is null ? null : await dbtCloud.RunAsync(question.Account, question.Token, id, cancellationToken))
            {
                case DbtCloudAnswer<DbtRun>.Found { Value: var detail }:
                    commands.AddRange(detail.Steps.Select(step => step.CommandLine).OfType<string>());
                    break;
                case DbtCloudAnswer<DbtRun>.Failed failed:
                    return NotRead(question, seen, null, failed.Why);
            }
        }

        var adapter = files.Contains(StagedFiles.Manifest) ? await AdapterAsync(question, run.Id, cancellationToken) : null;
        return seen with { Artifacts = Review(question, new RunLeft(run, [.. files], commands)), AdapterType = adapter };
    }

    private static CheckSeen Review(FilterQuestion question, RunLeft left) => question.Wish is null
        ? ArtifactsReview.Of(left, question.Image)
        : ArtifactsReview.OfStaged(left, bringsCatalog: question.Filter.CatalogFrom is not null);

    /// <summary>Not worth a verdict of its own: what cannot be read cannot be compared.</summary>
    private async Task<string?> AdapterAsync(FilterQuestion question, string runId, CancellationToken cancellationToken) =>
        (await dbtCloud.ManifestHeadAsync(question.Account, question.Token, runId, cancellationToken) as DbtCloudAnswer<DbtManifestHead>.Found)?.Value.AdapterType;

    private static FilterSeen NotRead(FilterQuestion question, FilterSeen seen, FilterSeen? kept, DbtCloudFailure why) => seen with
    {
        Artifacts = kept?.Artifacts ?? new CheckSeen(CheckNames.Artifacts, CheckResults.Unknown, Reasons.RecentRunFound.JobNotRead, DbtCloudVerdicts.Of(why, question.Account).Message),
        Interrupted = DbtCloudVerdicts.InterruptionOf(why, question.Account),
    };
}
