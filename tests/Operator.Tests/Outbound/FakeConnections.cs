using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Operator.Outbound;

namespace Operator.Tests.Outbound;

/// <summary>What somebody sent out.</summary>
internal sealed record Asked(Uri Url, string? Authorization, string Accept, Destination Destination, Trust Trust)
{
    /// <summary>What was written, behind the method; null for a question.</summary>
    public (string Method, string Body)? Written { get; init; }
}

/// <summary>The outside as one function from request to answer.</summary>
internal sealed class FakeConnections(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : IConnections
{
    private readonly ConcurrentQueue<Asked> _asked = new();

    public FakeConnections(Func<HttpRequestMessage, HttpResponseMessage> answer)
        : this((request, _) => Task.FromResult(answer(request)))
    {
    }

    public IReadOnlyList<Asked> Asked => [.. _asked];

    public HttpMessageInvoker To(Destination destination, Trust trust) => new(new Handler(this, destination, trust));

    public OutboundCalls Calls(TimeProvider time, OutboundOptions? options = null) =>
        OutboundCalls.Over(options ?? new OutboundOptions(), this, time, () => 0.5);

    private sealed class Handler(FakeConnections outside, Destination destination, Trust trust) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            outside._asked.Enqueue(new Asked(
                request.RequestUri!, request.Headers.Authorization?.ToString(), request.Headers.Accept.ToString(), destination, trust)
            {
                Written = request.Content is { } content ? (request.Method.Method, await content.ReadAsStringAsync(cancellationToken)) : null,
            });
            return await outside.AnswerAsync(request, cancellationToken);
        }
    }

    private Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request, cancellationToken);
}

/// <summary>Answers to give.</summary>
internal static class Reply
{
    public static HttpResponseMessage Json(string body, int status = 200) => Text(body, "application/json", status);

    public static HttpResponseMessage Html(int status = 200) => Text("<!doctype html><title>Welcome</title>", "text/html", status);

    public static HttpResponseMessage Status(int status) => new((HttpStatusCode)status);

    public static HttpResponseMessage TooMany(TimeSpan? retryAfter = null)
    {
        var response = Status(429);
        response.Headers.RetryAfter = retryAfter is { } delay ? new RetryConditionHeaderValue(delay) : null;
        return response;
    }

    public static HttpResponseMessage Redirect(string to, int status = 302)
    {
        var response = Status(status);
        response.Headers.Location = new Uri(to, UriKind.RelativeOrAbsolute);
        return response;
    }

    public static HttpResponseMessage Text(string body, string mediaType, int status = 200) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
}

/// <summary>Ways to put a question in a test.</summary>
internal static class Asking
{
    public static readonly AccessToken Token = AccessToken.From("dbtc_canary")!;

    public static Task<OutboundAnswer<string>> TextAsync(this IOutboundCalls calls, OutboundCall call, CancellationToken cancellationToken) =>
        calls.AskAsync(call, ReadAsync, cancellationToken);

    public static OutboundCall Call(string url = "https://dbt.example/api/v2/accounts/1/jobs/", string account = "1") =>
        new(new Uri(url)) { Token = Token, Quota = account };

    public static OutboundAnswer<string> Failed(OutboundFailure why) => new OutboundAnswer<string>.Failed(why);

    public static OutboundAnswer<string> Received(string text) => new OutboundAnswer<string>.Received(text);

    private static async ValueTask<string> ReadAsync(OutboundResponse response, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(response.Body);
        return $"{response.Status} {await reader.ReadToEndAsync(cancellationToken)}";
    }
}
