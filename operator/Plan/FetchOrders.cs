using System.Text;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>What the fetch of a selection's artifacts is told, out of the spec and of the operator's own options.</summary>
internal static class FetchOrders
{
    public static FetchOrder Of(DbtCloudIngestion ingestion, Selection selection, string ingestionImage, PlanOptions options)
    {
        var artifacts = ingestion.Spec?.Artifacts ?? new ArtifactsSpec();
        return new FetchOrder
        {
            For = $"{ingestion.Metadata.NamespaceProperty}/{selection.CronJobName}",
            Url = Addresses.DbtCloud(ingestion.Spec?.Account),
            AccountId = ingestion.Spec?.Account?.Id?.Digits ?? "",
            Wish = WishOf(artifacts, selection.ProjectId, selection.EnvironmentId, selection.JobId),
            CatalogFrom = selection.CatalogFrom is { } job ? new RunPlace(null, null, job.Digits) : null,
            FillTestMessages = artifacts.FillTestMessages ?? true,
            Mark = IngestionContainer.SkipsUnchanged(ingestion) ? new MarkPlace($"{OwnNames.WorkflowPath}/{OwnNames.IngestedFile}", DigestOf(ingestion, selection, ingestionImage, options)) : null,
            Folder = OwnNames.ArtifactsPath,
            Spread = options.FetchSpread,
            ActiveDeadline = TimeSpan.FromSeconds(ingestion.Spec?.Run?.ActiveDeadlineSeconds ?? Defaults.ActiveDeadlineSeconds),
            Limits = options.FetchLimits,
            Way = options.FetchWay,
        };
    }

    /// <summary>The run that the mode takes: fetching and the connection test ask alike.</summary>
    public static RunWish WishOf(ArtifactsSpec artifacts, DbtId? projectId, DbtId? environmentId, DbtId? jobId) => new()
    {
        ProjectId = projectId?.Digits,
        EnvironmentId = environmentId?.Digits,
        JobId = jobId?.Digits,
        OnlySuccessful = artifacts.Runs != RunChoices.LatestFinished,
        NewestTestResults = artifacts.TestResults != RunChoices.SameRun,
        IncludeCiRuns = artifacts.IncludeCiRuns ?? false,
    };

    /// <summary>Of what turns one and the same run into another ingestion: document and image, and what is done with the run's files before.</summary>
    private static string DigestOf(DbtCloudIngestion ingestion, Selection selection, string image, PlanOptions options) => StableHash.DigestOf(Encoding.UTF8.GetBytes(
        $"{WorkflowDocument.Render(ingestion, selection, options)}\n{image}\n{selection.CatalogFrom?.Digits}\n{ingestion.Spec?.Artifacts?.FillTestMessages ?? true}"));
}
