using System.Globalization;
using System.Text.Json;

namespace Operator.DbtCloud.Wire;

/// <summary>From the wire's shapes to our words. What has no id is nothing we could name, and becomes null.</summary>
internal static class Translation
{
    public static DbtRun? ToRun(this RunWire run) => run.Id is null ? null : new DbtRun
    {
        Id = run.Id,
        JobId = run.JobDefinitionId ?? run.JobId,
        ProjectId = run.ProjectId,
        EnvironmentId = run.EnvironmentId,
        Status = StatusOf(run.Status) ?? default,
        CreatedAt = run.CreatedAt,
        StartedAt = run.StartedAt,
        FinishedAt = run.FinishedAt,
        DbtVersion = run.DbtVersion,
        Href = run.Href,
        GitBranch = run.GitBranch,
        ArtifactsSaved = run.ArtifactsSaved,
        Origin = OriginOf(run.Trigger),
        Steps = [.. (run.RunSteps ?? []).OfType<StepWire>().Where(step => step.Index is not null).OrderBy(step => step.Index).Select(ToStep)],
    };

    public static DbtJob? ToJob(this JobWire job) => job.Id is null ? null : new DbtJob
    {
        Id = job.Id,
        Name = job.Name ?? "",
        ProjectId = job.ProjectId,
        EnvironmentId = job.EnvironmentId,
        Kind = job.JobType,
        Cron = job.Triggers?.Schedule == true ? job.Schedule?.Cron : null,
        GenerateDocs = job.GenerateDocs,
        ExecuteSteps = [.. (job.ExecuteSteps ?? []).OfType<string>()],
        State = StateOf(job.State),
        Deactivated = job.Deactivated,
        IsCi = job.JobType == "ci" || job.Triggers is { GithubWebhook: true } or { GitProviderWebhook: true },
        IsMerge = job.JobType == "merge" || job.Triggers?.OnMerge == true,
        IsChained = job.JobCompletionTriggerCondition is { ValueKind: JsonValueKind.Object },
    };

    public static DbtProject? ToProject(this ProjectWire project) =>
        project.Id is null ? null : new DbtProject(project.Id, project.Name ?? "", StateOf(project.State), project.DocsJobId);

    public static DbtAccountDetails? ToAccount(this AccountWire account) =>
        account.Id is null ? null : new DbtAccountDetails(account.Id, account.Name, account.Plan, StateOf(account.State), account.Locked);

    private static DbtRunStep ToStep(StepWire step) => new(
        step.Index!.Value, step.Name, step.RunStepCommand?.DbtCommand, StatusOf(step.Status), step.StartedAt, step.FinishedAt);

    private static DbtState StateOf(string? state) => state == "2" ? DbtState.Deleted : DbtState.Active;

    private static DbtRunStatus? StatusOf(string? status) => status switch
    {
        null => null,
        "Succeeded" => DbtRunStatus.Success,
        "Failed" => DbtRunStatus.Error,
        _ when int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var code) => new DbtRunStatus(code),
        _ => DbtRunStatus.Known.Where(known => known.Name == status).Select(known => (DbtRunStatus?)known).FirstOrDefault(),
    };

    private static DbtRunOrigin OriginOf(TriggerWire? trigger) => trigger switch
    {
        null => DbtRunOrigin.Unknown,
        { CauseCategory: "ci" } => DbtRunOrigin.PullRequest,
        _ when BelongsToPullRequest(trigger) => DbtRunOrigin.PullRequest,
        { CauseCategory: "merge" } => DbtRunOrigin.Merge,
        _ => DbtRunOrigin.Deployment,
    };

    private static bool BelongsToPullRequest(TriggerWire trigger) => new[]
    {
        trigger.PullRequestId, trigger.GithubPullRequestId, trigger.GitlabMergeRequestId,
        trigger.AzurePullRequestId, trigger.NonNativePullRequestId, trigger.SchemaOverride,
    }.Any(mark => !string.IsNullOrEmpty(mark));
}
