using Operator.DbtCloud;
using Operator.Plan;
using static Operator.Resource.Reasons;

namespace Operator.Reconcile;

/// <summary>Explains a filter that matches nothing: what exists in its place, at most five of it.</summary>
internal sealed class WhatThereIs(IDbtCloud dbtCloud)
{
    private const int Most = 5;

    public async Task<FilterSeen> NoJobAsync(FilterQuestion question, CancellationToken cancellationToken) =>
        new(RecentRunFound.JobNotFound, $"job {question.JobId} does not exist, or the token does not see it; check jobId{await JobsAsync(question, question.ProjectId, cancellationToken)}", null);

    public async Task<FilterSeen> OtherProjectAsync(FilterQuestion question, string actual, CancellationToken cancellationToken) =>
        new(RecentRunFound.JobNotInProject, $"job {question.JobId} belongs to project {actual}, not to {question.ProjectId}; correct projectId or leave it out{await JobsAsync(question, question.ProjectId, cancellationToken)}", null);

    /// <summary>No finished run at all: does the project exist?</summary>
    public async Task<FilterSeen> NoRunAsync(FilterQuestion question, CancellationToken cancellationToken)
    {
        if (question.JobId is { } jobId)
        {
            return NoRun($"job {jobId}");
        }

        return question.ProjectId is { } projectId
            ? await dbtCloud.ProjectAsync(question.Account, question.Token, projectId, cancellationToken) switch
            {
                DbtCloudAnswer<DbtProject>.Failed failed => RecentRuns.NotRead(failed.Why, question.Account),
                DbtCloudAnswer<DbtProject>.Found => NoRun($"project {projectId}"),
                _ => new(RecentRunFound.ProjectNotFound, $"project {projectId} does not exist, or the token does not see it; check projectId{await ProjectsAsync(question, cancellationToken)}", null),
            }
            : NoRun($"account {question.Account.Id}");
    }

    private async Task<string> JobsAsync(FilterQuestion question, string? projectId, CancellationToken cancellationToken) =>
        await dbtCloud.JobsAsync(question.Account, question.Token, projectId, cancellationToken) is DbtCloudAnswer<DbtList<DbtJob>>.Found { Value.Items: var jobs }
            ? There(projectId is null ? "the account's jobs are" : $"the jobs of project {projectId} are", jobs.Select(job => (job.Id, job.Name)), question.JobId)
            : "";

    private async Task<string> ProjectsAsync(FilterQuestion question, CancellationToken cancellationToken) =>
        await dbtCloud.ProjectsAsync(question.Account, question.Token, cancellationToken) is DbtCloudAnswer<DbtList<DbtProject>>.Found { Value.Items: var projects }
            ? There("the account's projects are", projects.Select(project => (project.Id, project.Name)), question.ProjectId)
            : "";

    /// <summary>The ids that are most like the one that was written come first.</summary>
    private static string There(string what, IEnumerable<(string Id, string Name)> things, string? wanted)
    {
        var nearest = things.OrderBy(thing => Distance.Between(thing.Id, wanted ?? "")).ThenBy(thing => thing.Id, StringComparer.Ordinal).ToList();
        return nearest.Count == 0
            ? ""
            : $" ({what} {string.Join(", ", nearest.Take(Most).Select(thing => $"{thing.Id} \"{Plain(thing.Name)}\""))}{(nearest.Count > Most ? $" and {nearest.Count - Most} more" : "")})";
    }

    /// <summary>Names come from far away: short, and without what a terminal would act on.</summary>
    private static string Plain(string name)
    {
        var printable = string.Concat(name.Where(letter => !char.IsControl(letter)));
        return printable.Length <= 60 ? printable : printable[..60] + "…";
    }

    private static FilterSeen NoRun(string of) => new(RecentRunFound.NoSuccessfulRun, $"{of} has no finished run yet; run a job in dbt Cloud and wait until it has succeeded", null);
}
