using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Sandbox.Outside;

/// <summary>Receives every call: reads its body, lets a fault hit it or passes it on, and writes it into the log.</summary>
internal sealed class FrontDesk(LoopbackOptions options, RequestLog requests, FaultPlan faults)
{
    public async Task ReceiveAsync(HttpContext context, RequestDelegate next)
    {
        var arrived = options.Time.GetUtcNow();
        var body = await ReadBodyAsync(context);
        var token = BearerOf(context);
        var answered = requests.Add(new SeenRequest(
            arrived, context.Request.Method, context.Request.Path.Value!, context.Request.QueryString.Value ?? "", token,
            context.Request.Headers.UserAgent.ToString(), body, 0)
        {
            IsAuthorized = context.Request.Headers.Authorization.Count > 0,
        });
        var effect = faults.Take(context.Request.Method, context.Request.Path.Value!, context.Request.QueryString.Value ?? "", token);
        if (!await BreaksAsync(effect, context, next))
        {
            answered(context.Response.StatusCode);
        }
    }

    /// <summary>Both syntaxes of dbt Cloud are equal: "Token" and "Bearer".</summary>
    public static string? BearerOf(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString().Split(' ', 2, StringSplitOptions.TrimEntries);
        return header switch
        {
            ["Bearer" or "Token", var token] => token,
            ["Bearer" or "Token"] => "",
            _ => null,
        };
    }

    /// <summary>True when the connection was broken.</summary>
    private async Task<bool> BreaksAsync(FaultEffect? effect, HttpContext context, RequestDelegate next)
    {
        switch (effect)
        {
            case FaultEffect.Reset:
                context.Abort();
                return true;
            case FaultEffect.CutOff cut:
                await Bodies.CutOffAsync(context, next, cut.After);
                return true;
            case FaultEffect.Stalled stalled:
                await Bodies.StallAsync(context, next, stalled.After, options.Time);
                return true;
            case FaultEffect.Truncated truncated:
                await Bodies.TruncateAsync(context, next, truncated.Keep);
                return false;
            case FaultEffect.Slow slow:
                await Task.Delay(slow.Wait, options.Time, context.RequestAborted);
                await next(context);
                return false;
            case FaultEffect.Redirect redirect when context.Request.Host.Value != redirect.Origin.Authority:
                context.Response.Redirect(SignedAddress.At(redirect.Origin, context.Request));
                return false;
            case null or FaultEffect.Redirect:
                await next(context);
                return false;
            default:
                await AnswerAsync(effect, context);
                return false;
        }
    }

    private Task AnswerAsync(FaultEffect effect, HttpContext context)
    {
        switch (effect)
        {
            case FaultEffect.Html:
                return context.SendAsync(200, "text/html; charset=utf-8", "<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>");
            case FaultEffect.Cooldown { RetryAfter: var told, Length: var length }:
                Tell(context, told ? length : null);
                return context.SendAsync(429, options.ErrorBody(429, null));
            case FaultEffect.Status { Code: var code, Message: var message, RetryAfter: var wait }:
                Tell(context, wait);
                return context.SendAsync(code, options.ErrorBody(code, message));
            default:
                throw new InvalidOperationException($"No answer for {effect}");
        }
    }

    private static void Tell(HttpContext context, TimeSpan? wait)
    {
        if (wait is { } length)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(length.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static async Task<string> ReadBodyAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return "";
        }

        context.Request.EnableBuffering();
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8, leaveOpen: true);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        context.Request.Body.Position = 0;
        return body;
    }
}
