using System.Text.Json.Nodes;

namespace Sandbox.DbtCloud;

/// <summary>A job as the API shows it: on its own, and in the other shape that a run nests.</summary>
internal static class JobShape
{
    private static readonly DateTimeOffset Created = new(2024, 7, 3, 13, 59, 0, TimeSpan.Zero);

    public static JsonObject Of(DbtAccount account, DbtJob job, IReadOnlySet<string> related, Uri server, DateTimeOffset now)
    {
        var shape = Common(account, job);
        shape["schedule"] = new JsonObject
        {
            ["cron"] = job.Cron,
            ["date"] = new JsonObject { ["type"] = "custom_cron", ["cron"] = job.Cron },
            ["time"] = new JsonObject { ["type"] = "every_hour", ["interval"] = 1 },
        };
        shape["next_run"] = null;
        shape["cron_humanized"] = job.Cron;
        if (related.Contains("most_recent_run"))
        {
            shape["most_recent_run"] = Newest(account, job, _ => true, server, now);
        }

        if (related.Contains("most_recent_completed_run"))
        {
            shape["most_recent_completed_run"] = Newest(account, job, run => DbtRunStatus.IsFinished(run.Status), server, now);
        }

        return shape;
    }

    /// <summary>In a run, the schedule's date and time are plain texts instead of objects.</summary>
    public static JsonObject Nested(DbtAccount account, DbtJob job)
    {
        var shape = Common(account, job);
        shape["schedule"] = new JsonObject { ["cron"] = job.Cron, ["date"] = "every_day", ["time"] = "every_hour" };
        return shape;
    }

    private static JsonObject Common(DbtAccount account, DbtJob job) => new()
    {
        ["id"] = job.Id,
        ["account_id"] = account.Id,
        ["project_id"] = job.ProjectId,
        ["environment_id"] = job.EnvironmentId,
        ["name"] = job.Name,
        ["description"] = "",
        ["dbt_version"] = job.DbtVersion,
        ["raw_dbt_version"] = job.DbtVersion,
        ["execute_steps"] = new JsonArray([.. job.ExecuteSteps.Select(step => (JsonNode)step)]),
        ["generate_docs"] = job.GenerateDocs,
        ["run_generate_sources"] = job.RunsSourceFreshness,
        ["generate_sources"] = job.RunsSourceFreshness,
        ["job_type"] = job.JobType,
        ["triggers"] = Triggers(job),
        ["settings"] = new JsonObject { ["threads"] = 4, ["target_name"] = "default" },
        ["execution"] = new JsonObject { ["timeout_seconds"] = 0 },
        ["state"] = job.Deleted ? 2 : 1,
        ["deactivated"] = job.Deactivated,
        ["run_failure_count"] = job.FailuresInARow,
        ["deferring_environment_id"] = null,
        ["deferring_job_definition_id"] = null,
        ["job_completion_trigger_condition"] = job.AfterJobId is { } after ? Completion(job, after) : null,
        ["created_at"] = Humanized.WithT(Created),
        ["updated_at"] = Humanized.WithT(Created),
    };

    private static JsonObject Triggers(DbtJob job) => new()
    {
        ["github_webhook"] = job.OnPullRequest,
        ["git_provider_webhook"] = job.OnPullRequest,
        ["schedule"] = job.OnSchedule,
        ["on_merge"] = job.OnMerge,
    };

    private static JsonObject Completion(DbtJob job, long after) => new()
    {
        ["condition"] = new JsonObject
        {
            ["job_id"] = after,
            ["project_id"] = job.ProjectId,
            ["statuses"] = new JsonArray(DbtRunStatus.Success),
        },
    };

    private static JsonObject? Newest(DbtAccount account, DbtJob job, Func<DbtRun, bool> wanted, Uri server, DateTimeOffset now)
    {
        var run = account.RunsOf(job.Id).Where(wanted).MaxBy(candidate => candidate.CreatedAt);
        return run is null ? null : RunShape.Of(account, run, new HashSet<string>(), server, now);
    }
}
