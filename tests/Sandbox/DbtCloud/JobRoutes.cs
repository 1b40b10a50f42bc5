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
            : visit.ListAsync(
                "id",
                [.. visit.Account.Jobs.Where(Wanted(visit.Query)).OrderBy(job => job.Id)],
                job => JobShape.Of(visit.Account, job, visit.Query.Related(), visit.Server, time.GetUtcNow()));
    }

    private static Task Show(Visit visit, TimeProvider time) =>
        visit.Account.Job(visit.Id("job")) is { } job
            ? visit.SucceedAsync(JobShape.Of(visit.Account, job, visit.Query.Related(), visit.Server, time.GetUtcNow()))
            : visit.FailAsync(404);

    /// <summary>Reads the query once: an account may have thousands of jobs.</summary>
    private static Func<DbtJob, bool> Wanted(IQueryCollection query)
    {
        var (project, environment, id) = (query.Number("project_id")?.Value, query.Number("environment_id")?.Value, query.Number("pk")?.Value);
        var (projects, name) = (query.Numbers("project_id__in"), query["name__icontains"].ToString());
        var (scheduled, state) = (query.Flag("triggers_schedule"), query["state"].ToString());
        return job =>
            (project ?? job.ProjectId) == job.ProjectId
            && (environment ?? job.EnvironmentId) == job.EnvironmentId
            && (id ?? job.Id) == job.Id
            && projects?.Contains(job.ProjectId) != false
            && job.Name.Contains(name, StringComparison.OrdinalIgnoreCase)
            && (scheduled ?? job.OnSchedule) == job.OnSchedule
            && state switch
            {
                "all" => true,
                "deleted" => job.Deleted,
                _ => !job.Deleted,
            };
    }
}
