using Operator.DbtCloud;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>What is asked about one filter, with which account and token.</summary>
/// <param name="Image">The ingestion's image, whose version decides what the run's files are good for; null while it is not known.</param>
/// <param name="Kept">What the last test found for the filter, with the same image; null where that cannot be relied on.</param>
internal sealed record FilterQuestion(DbtAccount Account, AccessToken Token, FilterSpec Filter, string? Image, FilterSeen? Kept)
{
    public string? ProjectId => Filter.ProjectId?.Digits;

    public string? JobId => Filter.JobId?.Digits;

    /// <summary>What the init container would choose by; null where the ingestion asks dbt Cloud itself.</summary>
    public RunWish? Wish { get; init; }

    /// <summary>Failed runs as well: the ingestion takes the newest that has ended, and the init container takes the results of its tests.</summary>
    public DbtRunQuery Runs => new()
    {
        ProjectId = ProjectId,
        EnvironmentId = Filter.EnvironmentId?.Digits,
        JobId = JobId,
        Statuses = [DbtCloud.DbtRunStatus.Success, DbtCloud.DbtRunStatus.Error],
        Limit = Wish is null ? new DbtRunQuery().Limit : MostCandidates,
    };

    /// <summary>Enough to find the last success behind some failures and runs of pull requests; behind more it is looked for further back.</summary>
    private const int MostCandidates = 20;
}
