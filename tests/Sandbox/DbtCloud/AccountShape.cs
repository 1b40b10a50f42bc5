using System.Text.Json.Nodes;

namespace Sandbox.DbtCloud;

/// <summary>Accounts, projects and environments as the API shows them.</summary>
internal static class AccountShape
{
    private static readonly string Created = Humanized.WithT(new DateTimeOffset(2021, 4, 14, 20, 23, 0, TimeSpan.Zero));

    public static JsonObject Of(DbtAccount account) => new()
    {
        ["id"] = account.Id,
        ["name"] = account.Name,
        ["plan"] = account.Plan,
        ["state"] = 1,
        ["locked"] = false,
        ["lock_reason"] = null,
        ["lock_cause"] = null,
        ["run_slots"] = 15,
        ["queue_limit"] = 50,
        ["run_duration_limit_seconds"] = 86_400,
        ["pod_memory_request_mebibytes"] = 600,
        ["identifier"] = $"act_{account.Id}",
        ["static_subdomain"] = "ab123",
        ["vanity_subdomain"] = null,
        ["run_locked_until"] = null,
        ["created_at"] = Created,
        ["updated_at"] = Created,
    };

    public static JsonObject OfProject(DbtAccount account, DbtProject project) => new()
    {
        ["id"] = project.Id,
        ["account_id"] = account.Id,
        ["name"] = project.Name,
        ["state"] = 1,
        ["connection_id"] = project.Id + 1,
        ["repository_id"] = project.Id + 2,
        ["docs_job_id"] = project.DocsJobId,
        ["freshness_job_id"] = null,
        ["type"] = 0,
        ["dbt_project_subdirectory"] = null,
        ["created_at"] = Created,
        ["updated_at"] = Created,
    };

    public static JsonObject OfEnvironment(DbtAccount account, DbtEnvironment environment) => new()
    {
        ["id"] = environment.Id,
        ["account_id"] = account.Id,
        ["project_id"] = environment.ProjectId,
        ["name"] = environment.Name,
        ["type"] = "deployment",
        ["deployment_type"] = environment.DeploymentType,
        ["dbt_version"] = environment.DbtVersion,
        ["raw_dbt_version"] = environment.DbtVersion,
        ["state"] = 1,
        ["created_at"] = Created,
        ["updated_at"] = Created,
    };

    public static JsonObject? OfEnvironment(DbtAccount account, long? id) =>
        account.Environments.FirstOrDefault(environment => environment.Id == id) is { } environment
            ? OfEnvironment(account, environment)
            : null;
}
