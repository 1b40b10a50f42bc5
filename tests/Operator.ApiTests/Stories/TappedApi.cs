using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Operator.ApiTests.Stories;

/// <summary>The way from the operator to the API server: writes down what is sent, and can answer for the server where a Secret is read.</summary>
internal sealed class TappedApi(IReadOnlyDictionary<string, Func<HttpResponseMessage>>? secrets = null) : DelegatingHandler
{
    private readonly ConcurrentQueue<string> sent = new();
    private readonly ConcurrentDictionary<string, int> reads = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> again = new();

    /// <summary>Every request with its body; its credentials are the operator's own and stay out.</summary>
    public string Sent => string.Join('\n', sent);

    /// <summary>Ends when that Secret is read again: what the first reading came to has been dealt with by then.</summary>
    public Task ReadAgainAsync(string secret) => AgainOf(secret).Task;

    public static HttpResponseMessage Json(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        sent.Enqueue($"{request.Method} {request.RequestUri} {request.Headers.UserAgent} {(request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "")}");
        var name = request.RequestUri!.Segments[^1];
        if (request.RequestUri.AbsolutePath.Contains("/secrets/", StringComparison.Ordinal) && secrets?.GetValueOrDefault(name) is { } answer)
        {
            if (reads.AddOrUpdate(name, 1, (_, before) => before + 1) > 1)
            {
                AgainOf(name).TrySetResult();
            }

            return answer();
        }

        return await base.SendAsync(request, cancellationToken);
    }

    private TaskCompletionSource AgainOf(string secret) => again.GetOrAdd(secret, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
