using System.Text.Json.Nodes;
using Sandbox.Outside;

namespace Sandbox.DbtCloud;

/// <summary>Artifacts: their list, and the raw files without an envelope.</summary>
internal static class ArtifactRoutes
{
    public static void Map(WebApplication app, Doors doors)
    {
        app.MapGet("/api/v2/accounts/{account:long}/runs/{run:long}/artifacts", doors.Jobs(List));
        app.MapGet("/api/v2/accounts/{account:long}/runs/{run:long}/artifacts/{**path}", doors.Jobs(OfRun));
        app.MapGet("/api/v2/accounts/{account:long}/jobs/{job:long}/artifacts/{**path}", doors.Jobs(OfJob));
    }

    /// <summary>A run that kept nothing has null here, not an empty list.</summary>
    private static Task List(Visit visit)
    {
        if (visit.Account.Runs.FirstOrDefault(run => run.Id == visit.Id("run")) is not { } run)
        {
            return visit.FailAsync(404);
        }

        var paths = run.ArtifactsOf(null).Paths;
        return visit.SucceedAsync(paths.Count == 0 ? null : new JsonArray([.. paths.Select(path => (JsonNode)path)]));
    }

    private static Task OfRun(Visit visit)
    {
        var run = visit.Account.Runs.FirstOrDefault(candidate => candidate.Id == visit.Id("run"));
        return SendFile(visit, run?.ArtifactsOf((int?)visit.Query.Number("step")?.Value));
    }

    /// <summary>The newest run of the job that kept such a file.</summary>
    private static Task OfJob(Visit visit)
    {
        var path = visit.Context.Request.RouteValues["path"]?.ToString()!;
        var newest = visit.Account.Runs
            .Where(run => run.JobId == visit.Id("job") && run.ArtifactsOf(null).Find(path) is not null)
            .MaxBy(run => run.FinishedAt);
        return SendFile(visit, newest?.ArtifactsOf(null));
    }

    private static async Task SendFile(Visit visit, ArtifactSet? artifacts)
    {
        var context = visit.Context;
        if (artifacts?.Find(context.Request.RouteValues["path"]?.ToString() ?? "") is not { } file)
        {
            await visit.FailAsync(404);
        }
        else if (visit.World.ArtifactStorage is { } storage && context.Request.Host.Value != storage.Authority)
        {
            context.Response.Redirect(SignedAddress.At(storage, context.Request));
        }
        else
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = file.Length;
            await context.Response.Body.WriteAsync(file, context.RequestAborted);
        }
    }
}
