namespace Operator.Hosting;

/// <summary>/healthz: the process serves. /readyz: everything has been listed once.</summary>
internal static class Probes
{
    public static void MapProbes(this WebApplication app)
    {
        app.MapGet("/healthz", context => context.Response.WriteAsync("ok\n", context.RequestAborted));
        app.MapGet("/readyz", context =>
        {
            var ready = context.RequestServices.GetRequiredService<OperatorService>().IsReady;
            context.Response.StatusCode = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return context.Response.WriteAsync(ready ? "ok\n" : "the first lists are not complete yet\n", context.RequestAborted);
        });
    }
}
