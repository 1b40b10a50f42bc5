using System.Globalization;
using Operator.DbtCloud;
using Operator.Outbound;

namespace Operator.Hosting.Verbs;

/// <summary>Asks dbt Cloud for what is to be listed, in as few calls as it takes.</summary>
internal sealed class Listing(IDbtCloud dbtCloud, DbtAccountList accounts, DbtAccount account, AccessToken token)
{
    /// <summary>Jobs whose newest run is not among the newest hundred of the account are asked about one by one, up to so many.</summary>
    private const int MostSingleQuestions = 20;

    public Task<Listed> OfAsync(string what, bool isOne, string? projectId, CancellationToken cancellationToken) => what switch
    {
        "accounts" => isOne ? AccountAsync(cancellationToken) : AccountsAsync(cancellationToken),
        "projects" => ProjectsAsync(cancellationToken),
        _ => JobsAsync(projectId, cancellationToken),
    };

    private async Task<Listed> AccountsAsync(CancellationToken cancellationToken) => await accounts.AskAsync(account, token, cancellationToken) switch
    {
        DbtCloudAnswer<IReadOnlyList<DbtAccountDetails>>.Found found => Accounts(found.Value),
        DbtCloudAnswer<IReadOnlyList<DbtAccountDetails>>.Failed failed => Listed.Failed(failed.Why),
        _ => Listed.Failed(new DbtCloudFailure.Refused(RefusalReason.InvalidTokenOrHost)),
    };

    private async Task<Listed> AccountAsync(CancellationToken cancellationToken) => await dbtCloud.AccountAsync(account, token, cancellationToken) switch
    {
        DbtCloudAnswer<DbtAccountDetails>.Found found => Accounts([found.Value]),
        DbtCloudAnswer<DbtAccountDetails>.Failed failed => Listed.Failed(failed.Why),
        _ => Listed.Failed(new DbtCloudFailure.Refused(RefusalReason.WrongAccount)),
    };

    private Listed Accounts(IReadOnlyList<DbtAccountDetails> found) => Listed.Accounts(
        [.. found.Select(one => new ListedAccount(one.Id, one.Name ?? "", one.Plan ?? "", one.Locked ? "Locked" : one.State.ToString()))],
        account.Url.GetLeftPart(UriPartial.Authority));

    private async Task<Listed> ProjectsAsync(CancellationToken cancellationToken) => await dbtCloud.ProjectsAsync(account, token, cancellationToken) switch
    {
        DbtCloudAnswer<DbtList<DbtProject>>.Found { Value: var list } => Listed.Projects(
            [.. list.Items.Where(project => project.State is DbtState.Active).Select(project => new ListedProject(project.Id, project.Name, project.DocsJobId))],
            Cut(list.Whole)),
        DbtCloudAnswer<DbtList<DbtProject>>.Failed failed => Listed.Failed(failed.Why),
        _ => Listed.Failed(new DbtCloudFailure.Refused(RefusalReason.WrongAccount)),
    };

    private async Task<Listed> JobsAsync(string? projectId, CancellationToken cancellationToken)
    {
        switch (await dbtCloud.JobsAsync(account, token, projectId, cancellationToken))
        {
            case DbtCloudAnswer<DbtList<DbtJob>>.Found { Value: var list }:
                var projects = await ProjectNamesAsync(cancellationToken);
                var (runs, unasked) = await NewestRunsAsync(projectId, list.Items, cancellationToken);
                return Listed.Jobs([.. list.Items.Select(job => Job(job, projects, runs.GetValueOrDefault(job.Id)))], [.. Cut(list.Whole), .. unasked]);
            case DbtCloudAnswer<DbtList<DbtJob>>.Failed failed:
                return Listed.Failed(failed.Why);
            default:
                return Listed.Failed(new DbtCloudFailure.Refused(RefusalReason.WrongAccount));
        }
    }

    private async Task<IReadOnlyDictionary<string, DbtProject>> ProjectNamesAsync(CancellationToken cancellationToken) =>
        await dbtCloud.ProjectsAsync(account, token, cancellationToken) is DbtCloudAnswer<DbtList<DbtProject>>.Found { Value: var list }
            ? list.Items.ToDictionary(project => project.Id)
            : new Dictionary<string, DbtProject>();

    private async Task<(Dictionary<string, DbtRun> OfJobs, IEnumerable<string> Notes)> NewestRunsAsync(string? projectId, IReadOnlyList<DbtJob> jobs, CancellationToken cancellationToken)
    {
        var query = new DbtRunQuery { ProjectId = projectId, Statuses = [DbtRunStatus.Success, DbtRunStatus.Error, DbtRunStatus.Cancelled], Limit = 100 };
        var newest = await dbtCloud.NewestRunsAsync(account, token, query, cancellationToken);
        var found = ((newest as DbtCloudAnswer<IReadOnlyList<DbtRun>>.Found)?.Value ?? [])
            .Where(run => run.JobId is not null).GroupBy(run => run.JobId!).ToDictionary(group => group.Key, group => group.First());
        var isAll = newest is DbtCloudAnswer<IReadOnlyList<DbtRun>>.Found { Value.Count: < 100 };
        var missing = isAll ? [] : jobs.Where(job => !found.ContainsKey(job.Id)).ToList();
        foreach (var job in missing.Take(MostSingleQuestions))
        {
            if (await dbtCloud.NewestRunAsync(account, token, query with { JobId = job.Id, Limit = 1 }, cancellationToken) is DbtCloudAnswer<DbtRun>.Found { Value: var run })
            {
                found[job.Id] = run;
            }
        }

        return (found, missing.Count > MostSingleQuestions ? [$"The last run of {missing.Count - MostSingleQuestions} jobs was not asked for, to spare dbt Cloud's request limit; narrow the list with --project."] : []);
    }

    private static ListedJob Job(DbtJob job, IReadOnlyDictionary<string, DbtProject> projects, DbtRun? run) => new(
        job.Id,
        job.Name,
        job.ProjectId,
        projects.GetValueOrDefault(job.ProjectId ?? "")?.Name,
        job.Cron,
        run is null ? null : new ListedRun(run.Id, run.Status.Name, run.FinishedAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture)),
        job.GenerateDocs || job.ExecuteSteps.Any(step => step.Contains("docs generate", StringComparison.Ordinal)),
        job.IsCi ? "it runs for pull requests" : job.IsMerge ? "it runs for merges" : job.Deactivated ? "dbt Cloud has deactivated it" : null);

    private static IReadOnlyList<string> Cut(bool isWhole) => isWhole ? [] : ["The list is longer than what is read; what is shown is its beginning."];
}
