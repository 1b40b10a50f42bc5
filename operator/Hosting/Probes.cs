using Operator.Cluster.Watching;
using Operator.Hosting.Listening;

namespace Operator.Hosting;

/// <summary>
/// /healthz and /livez: work goes on, else a restart is due. /readyz: everything has been listed once and may be followed. Each says
/// ok, or with ?verbose and in trouble one line a check, as the API server's own probes do.
/// </summary>
internal static class Probes
{
    public static void MapProbes(this WebApplication app)
    {
        app.MapGet("/healthz", context => AnswerAsync(context, Live)).WithMetadata(Listener.Probes);
        app.MapGet("/livez", context => AnswerAsync(context, Live)).WithMetadata(Listener.Probes);
        app.MapGet("/readyz", context => AnswerAsync(context, Ready)).WithMetadata(Listener.Probes);
    }

    private static IEnumerable<HealthCheck> Live(IServiceProvider services) => services.GetRequiredService<Health>().Checks();

    private static IEnumerable<HealthCheck> Ready(IServiceProvider services) =>
    [
        new("caches", services.GetRequiredService<OperatorService>().IsReady ? null : "the first lists are not complete yet"),
        new("rights", services.GetRequiredService<Watches>().Refusals.ToList() is { Count: > 0 } refused ? string.Join("; ", refused) : null),
    ];

    private static Task AnswerAsync(HttpContext context, Func<IServiceProvider, IEnumerable<HealthCheck>> judge)
    {
        var checks = judge(context.RequestServices).ToList();
        var isWell = checks.All(check => check.Trouble is null);
        var isTerse = isWell && !context.Request.Query.ContainsKey("verbose");
        context.Response.StatusCode = isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(isTerse ? "ok\n" : Verbose(context.Request.Path, checks, isWell), context.RequestAborted);
    }

    private static string Verbose(PathString path, IEnumerable<HealthCheck> checks, bool isWell) =>
        string.Concat(checks.Select(check => check.Trouble is null ? $"[+]{check.Name} ok{(check.Note is { } note ? $": {note}" : "")}\n" : $"[-]{check.Name} failed: {check.Trouble}\n"))
        + $"{path.Value?.TrimStart('/')} check {(isWell ? "passed" : "failed")}\n";
}
