using System.Net;
using System.Text;

namespace Operator.Hosting;

/// <summary>
/// /loglevel: GET shows the level, PUT changes it. Only for callers on this machine: kubectl port-forward arrives as one, and who
/// may use it is decided by the API server.
/// </summary>
internal sealed partial class LogLevelEndpoint(LogLevels levels, ILogger<LogLevelEndpoint> logger)
{
    private const int LongestName = 64;

    private static readonly string Usage = $"PUT one of {string.Join(", ", LogLevels.Names)} as the body or as ?level=.";

    public Task AnswerAsync(HttpContext context) =>
        !IsLocal(context.Connection.RemoteIpAddress) ? SayAsync(context, StatusCodes.Status403Forbidden, "The log level is shown to callers on this machine only: use kubectl port-forward.")
        : HttpMethods.IsGet(context.Request.Method) ? SayAsync(context, StatusCodes.Status200OK, levels.Current.ToString())
        : ChangeAsync(context);

    private async Task ChangeAsync(HttpContext context)
    {
        var wanted = context.Request.Query.TryGetValue("level", out var level) ? level.ToString() : await BodyOf(context);
        if (LogLevels.Read(wanted) is not { } read)
        {
            await SayAsync(context, StatusCodes.Status400BadRequest, Usage);
            return;
        }

        levels.Current = read;
        Log.Changed(logger, read);
        await SayAsync(context, StatusCodes.Status200OK, read.ToString());
    }

    /// <summary>No more than the longest name needs.</summary>
    private static async Task<string> BodyOf(HttpContext context)
    {
        var buffer = new byte[LongestName];
        var length = await context.Request.Body.ReadAtLeastAsync(buffer, LongestName, throwOnEndOfStream: false, context.RequestAborted);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static Task SayAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text + "\n", context.RequestAborted);
    }

    private static bool IsLocal(IPAddress? caller) =>
        caller is not null && IPAddress.IsLoopback(caller.IsIPv4MappedToIPv6 ? caller.MapToIPv4() : caller);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The log level is now {Level}")]
        public static partial void Changed(ILogger logger, LogLevel level);
    }
}
