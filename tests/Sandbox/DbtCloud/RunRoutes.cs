namespace Sandbox.DbtCloud;

/// <summary>Runs: the list with filters and order, and one run with its steps.</summary>
internal static class RunRoutes
{
    public static void Map(WebApplication app, Doors doors, TimeProvider time)
    {
        app.MapGet("/api/v2/accounts/{account:long}/runs", doors.Jobs(visit => List(visit, time)));
        app.MapGet("/api/v2/accounts/{account:long}/runs/{run:long}", doors.Jobs(visit => Show(visit, time)));
    }

    private static Task List(Visit visit, TimeProvider time) =>
        RunQuery.Select(visit.Account, visit.Query) is { } runs
            ? visit.ListAsync(
                RunQuery.Order(visit.Query), runs, run => RunShape.Of(visit.Account, run, visit.Query.Related(), visit.Server, time.GetUtcNow()))
            : visit.FailAsync(400);

    private static Task Show(Visit visit, TimeProvider time) =>
        visit.Account.Runs.FirstOrDefault(run => run.Id == visit.Id("run")) is { } run
            ? visit.SucceedAsync(RunShape.Of(visit.Account, run, visit.Query.Related(), visit.Server, time.GetUtcNow()))
            : visit.FailAsync(404);
}
