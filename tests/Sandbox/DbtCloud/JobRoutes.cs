namespace Sandbox.DbtCloud;

/// <summary>Jobs: the list with its filters, and one job.</summary>
internal static class JobRoutes
{
    public static void Map(WebApplication app, Doors doors, TimeProvider time)
    {
        app.MapGet("/api/v2/accounts/{account:long}/jobs", doors.Jobs(visit => List(visit, time)));
        app.MapGet("/api/v2/accounts/{account:long}/jobs/{job:long}", doors.Jobs(visit => Show(visit, time)));
    }

    private static Task List(Visit visit, TimeProvider time)
    {
        string[] numbers = ["project_id", "environment_id", "pk"];
        return numbers.Any(name => visit.Query.Number(name) is { IsMalformed: true })
            ? visit.FailAsync(400)
            : visit.ListAsync("id", () =>
            [
                .. visit.Account.Jobs.Where(job => Matches(visit.Query, job)).OrderBy(job => job.Id)
                    .Select(job => JobShape.Of(visit.Account, job, visit.Query.Related(), visit.Server, time.GetUtcNow())),
            ]);
    }

    private static Task Show(Visit visit, TimeProvider time) =>
        visit.Account.Jobs.FirstOrDefault(job => job.Id == visit.Id("job")) is { } job
            ? visit.SucceedAsync(JobShape.Of(visit.Account, job, visit.Query.Related(), visit.Server, time.GetUtcNow()))
            : visit.FailAsync(404);

    private static bool Matches(IQueryCollection query, DbtJob job) =>
        (query.Number("project_id") is not { } project || project.Value == job.ProjectId)
        && (query.Number("environment_id") is not { } environment || environment.Value == job.EnvironmentId)
        && (query.Number("pk") is not { } id || id.Value == job.Id)
        && query.Numbers("project_id__in")?.Contains(job.ProjectId) != false
        && job.Name.Contains(query["name__icontains"].ToString(), StringComparison.OrdinalIgnoreCase)
        && (query.Flag("triggers_schedule") is not { } scheduled || scheduled == job.OnSchedule)
        && query["state"].ToString() switch
        {
            "all" => true,
            "deleted" => job.Deleted,
            _ => !job.Deleted,
        };
}
