using Microsoft.AspNetCore.Http.Features;
using Sandbox.Kubernetes.Discovery;
using Sandbox.Kubernetes.Resources;

namespace Sandbox.Kubernetes.Http;

/// <summary>From an HTTP request to its answer: log, faults, path, body, verb.</summary>
internal sealed class RequestHandler(Dispatcher dispatcher, ResourceCatalog catalog, RequestLog log, Faults faults, TimeProvider time)
{
    private readonly NonResourcePaths _other = new(catalog);

    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var entry = new LoggedRequest(time.GetUtcNow(), request.Method, request.Path, request.QueryString.ToString(), request.Headers.UserAgent.ToString());
        log.Add(entry);
        context.Response.OnStarting(() =>
        {
            entry.Status = context.Response.StatusCode;
            return Task.CompletedTask;
        });
        if (faults.Before is { } before)
        {
            await before(entry, context.RequestAborted);
        }

        var warnings = new List<string>();
        var answer = faults.Find(entry) is { } failure ? failure : await AnswerAsync(context, warnings);
        await AnswerWriter.WriteAsync(context, answer, warnings);
    }

    private async Task<Answer> AnswerAsync(HttpContext context, List<string> warnings)
    {
        var segments = RequestPath.Segments(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        if (Accept.Negotiate(context.Request.Headers.Accept) is not { } accept)
        {
            return ApiStatus.NotAcceptable();
        }

        if (_other.Find(segments, accept, context.Request.Host.ToString()) is { } answer)
        {
            return answer;
        }

        if (RequestPath.Parse(segments) is not { } path || !catalog.HasGroupVersion(path.Group, path.Version))
        {
            return NonResourcePaths.NotFound();
        }

        if (dispatcher.TypeOf(path) is not { } type)
        {
            return ApiStatus.NoSuchPath();
        }

        var request = await ReadAsync(context, type, path, accept);
        answer = dispatcher.Answer(context.Request.Method, request);
        warnings.AddRange(request.Warnings.Distinct());
        return answer;
    }

    private async Task<ApiRequest> ReadAsync(HttpContext context, ResourceType type, RequestPath path, Accept accept)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return new ApiRequest
        {
            At = time.GetUtcNow(),
            Type = type,
            Path = path,
            Accept = accept,
            Query = context.Request.Query,
            ContentType = (context.Request.ContentType ?? "").Split(';')[0].Trim(),
            UserAgent = context.Request.Headers.UserAgent.ToString(),
            Body = body.ToArray(),
        };
    }
}
