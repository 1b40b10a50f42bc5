using System.Text.Json.Nodes;

namespace Sandbox.DbtCloud;

/// <summary>A run as the API shows it.</summary>
internal static class RunShape
{
    public static JsonObject Of(DbtAccount account, DbtRun run, IReadOnlySet<string> related, Uri server, DateTimeOffset now)
    {
        var job = account.Job(run.JobId);
        var shape = Identity(account, run, job, server);
        Times(shape, run, now);
        Artifacts(shape, run, now);
        shape["trigger"] = related.Contains("trigger") ? Trigger(run) : null;
        shape["job"] = related.Contains("job") && job is not null ? JobShape.Nested(account, job) : null;
        shape["environment"] = related.Contains("environment") ? AccountShape.OfEnvironment(account, job?.EnvironmentId) : null;
        shape["run_steps"] = related.Contains("run_steps") ? new JsonArray([.. run.Steps.Select(step => Step(run, step))]) : new JsonArray();
        return shape;
    }

    private static JsonObject Identity(DbtAccount account, DbtRun run, DbtJob? job, Uri server) => new()
    {
        ["id"] = run.Id,
        ["trigger_id"] = run.Id + 1,
        ["account_id"] = account.Id,
        ["environment_id"] = job?.EnvironmentId,
        ["project_id"] = job?.ProjectId,
        ["job_definition_id"] = run.JobId,
        ["job_id"] = run.JobId,
        ["status"] = run.Status,
        ["status_humanized"] = DbtRunStatus.Name(run.Status),
        ["status_message"] = run.StatusMessage,
        ["in_progress"] = !DbtRunStatus.IsFinished(run.Status),
        ["is_complete"] = DbtRunStatus.IsFinished(run.Status),
        ["is_success"] = run.Status == DbtRunStatus.Success,
        ["is_error"] = run.Status == DbtRunStatus.Error,
        ["is_cancelled"] = run.Status == DbtRunStatus.Cancelled,
        ["is_running"] = null,
        ["dbt_version"] = run.DbtVersion,
        ["git_branch"] = "main",
        ["git_sha"] = null,
        ["deferring_run_id"] = null,
        ["href"] = new Uri(server, $"/deploy/{account.Id}/projects/{job?.ProjectId}/runs/{run.Id}/").AbsoluteUri,
    };

    private static void Times(JsonObject shape, DbtRun run, DateTimeOffset now)
    {
        var end = run.FinishedAt ?? now;
        var started = run.StartedAt ?? end;
        shape["created_at"] = Humanized.Spaced(run.CreatedAt);
        shape["updated_at"] = Humanized.Spaced(end);
        shape["dequeued_at"] = Humanized.Spaced(run.StartedAt);
        shape["started_at"] = Humanized.Spaced(run.StartedAt);
        shape["finished_at"] = Humanized.Spaced(run.FinishedAt);
        shape["should_start_at"] = null;
        shape["last_checked_at"] = null;
        shape["last_heartbeat_at"] = null;
        shape["duration"] = Humanized.Clock(end - run.CreatedAt);
        shape["queued_duration"] = Humanized.Clock(started - run.CreatedAt);
        shape["run_duration"] = Humanized.Clock(end - started);
        if (run.Humanized)
        {
            shape["duration_humanized"] = Humanized.Words(end - run.CreatedAt);
            shape["queued_duration_humanized"] = Humanized.Words(started - run.CreatedAt);
            shape["run_duration_humanized"] = Humanized.Words(end - started);
            shape["created_at_humanized"] = $"{Humanized.Words(now - run.CreatedAt)} ago";
            shape["finished_at_humanized"] = run.FinishedAt is { } at ? $"{Humanized.Words(now - at)} ago" : "From now";
        }
    }

    private static void Artifacts(JsonObject shape, DbtRun run, DateTimeOffset now)
    {
        var left = run.ArtifactsOf(null);
        shape["artifacts_saved"] = run.HasSavedArtifacts(now) && left.Paths.Count > 0;
        shape["artifact_s3_path"] = left.Paths.Count > 0 ? $"prod/runs/{run.Id}/artifacts/target" : null;
        shape["has_docs_generated"] = left.Find("catalog.json") is not null;
        shape["has_sources_generated"] = run.Steps.Any(step => step.Artifacts.Find("sources.json") is not null);
    }

    private static JsonObject Trigger(DbtRun run) => new()
    {
        ["id"] = run.Id + 1,
        ["cause"] = run.CauseCategory == "scheduled" ? "scheduled" : $"Triggered by {run.CauseCategory}",
        ["cause_category"] = run.CauseCategory,
        ["github_pull_request_id"] = run.PullRequestId,
        ["gitlab_merge_request_id"] = null,
        ["azure_pull_request_id"] = null,
        ["non_native_pull_request_id"] = null,
        ["schema_override"] = run.SchemaOverride,
        ["steps_override"] = null,
    };

    private static JsonObject Step(DbtRun run, DbtStep step) => new()
    {
        ["id"] = run.Id * 10 + step.Index,
        ["run_id"] = run.Id,
        ["index"] = step.Index,
        ["name"] = step.Name,
        ["status"] = step.Status,
        ["status_humanized"] = DbtRunStatus.Name(step.Status),
        ["logs"] = step.Logs,
        ["debug_logs"] = "",
        ["run_step_command"] = step.Command is { } command ? new JsonObject { ["dbt_command"] = command } : null,
        ["started_at"] = Humanized.Spaced(run.StartedAt),
        ["finished_at"] = Humanized.Spaced(run.FinishedAt),
    };
}
