using System.Globalization;
using System.Text.Json.Nodes;
using Sandbox.Outside;

namespace Sandbox.DbtCloud;

/// <summary>Artifacts: their list, and the raw files without an envelope.</summary>
internal static class ArtifactRoutes
{
    public const string OfRun = "/api/v2/accounts/{account:long}/runs/{run:long}/artifacts/{**path}";
    public const string OfJob = "/api/v2/accounts/{account:long}/jobs/{job:long}/artifacts/{**path}";

    public static void Map(WebApplication app, Doors doors, TimeProvider time)
    {
        app.MapGet("/api/v2/accounts/{account:long}/runs/{run:long}/artifacts", doors.Jobs(visit => List(visit, time.GetUtcNow())));
        app.MapGet(OfRun, doors.Jobs(visit => Send(visit, time.GetUtcNow())));
        app.MapGet(OfJob, doors.Jobs(visit => Send(visit, time.GetUtcNow())));
    }

    /// <summary>The file that a path with its step means; null where nothing of that name was kept, or not yet.</summary>
    public static ReadOnlyMemory<byte>? Find(DbtAccount account, HttpRequest request, DateTimeOffset now)
    {
        var saved = account.Runs.Where(run => run.HasSavedArtifacts(now));
        var path = request.RouteValues["path"]?.ToString() ?? "";
        return Id(request, "run") is { } id
            ? saved.FirstOrDefault(run => run.Id == id)?.ArtifactsOf((int?)request.Query.Number("step")?.Value).Find(path)
            : saved.Where(run => run.JobId == Id(request, "job") && run.ArtifactsOf(null).Find(path) is not null).MaxBy(run => run.FinishedAt)?.ArtifactsOf(null).Find(path);
    }

    /// <summary>A run that kept nothing has null here, not an empty list.</summary>
    private static Task List(Visit visit, DateTimeOffset now)
    {
        if (visit.Account.Runs.FirstOrDefault(run => run.Id == visit.Id("run")) is not { } run)
        {
            return visit.FailAsync(404);
        }

        var paths = run.HasSavedArtifacts(now) ? run.ArtifactsOf(null).Paths : [];
        return visit.SucceedAsync(paths.Count == 0 ? null : new JsonArray([.. paths.Select(path => (JsonNode)path)]));
    }

    private static async Task Send(Visit visit, DateTimeOffset now)
    {
        var context = visit.Context;
        if (Find(visit.Account, context.Request, now) is not { } file)
        {
            await visit.FailAsync(404);
        }
        else if (visit.World.ArtifactStorage is { } storage && context.Request.Host.Value != storage.Authority)
        {
            context.Response.Redirect(SignedAddress.At(storage, context.Request));
        }
        else
        {
            await context.SendFileAsync("application/json", file);
        }
    }

    private static long? Id(HttpRequest request, string name) =>
        request.RouteValues[name]?.ToString() is { } id ? long.Parse(id, CultureInfo.InvariantCulture) : null;
}
