using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace Sandbox.InProcess;

/// <summary>Carries a request to a server in the same process, as a connection would: the answer comes with its first byte, and its body is a stream.</summary>
internal sealed class InProcessHandler(Func<IFeatureCollection, Task> serve) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken) : null;
        var exchange = new InProcessExchange();
        var features = FeaturesOf(request, body, exchange);
        await using var givenUp = cancellationToken.Register(static exchange => ((InProcessExchange)exchange!).Abort(), exchange);
        _ = ServeAsync(features, exchange);
        await exchange.Started.WaitAsync(cancellationToken);
        return AnswerOf(request, exchange);
    }

    private async Task ServeAsync(FeatureCollection features, InProcessExchange exchange)
    {
        try
        {
            await serve(features);
            await exchange.CompleteAsync();
        }
        catch (Exception problem)
        {
            exchange.Fail(problem);
        }
    }

    private static FeatureCollection FeaturesOf(HttpRequestMessage request, byte[]? body, InProcessExchange exchange)
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(RequestOf(request, body));
        features.Set<IHttpRequestBodyDetectionFeature>(new BodyDetection(body is { Length: > 0 }));
        features.Set<IHttpResponseFeature>(exchange);
        features.Set<IHttpResponseBodyFeature>(exchange);
        features.Set<IHttpRequestLifetimeFeature>(exchange);
        return features;
    }

    private static HttpRequestFeature RequestOf(HttpRequestMessage request, byte[]? body)
    {
        var uri = request.RequestUri!;
        var feature = new HttpRequestFeature
        {
            Method = request.Method.Method,
            Protocol = "HTTP/1.1",
            Scheme = uri.Scheme,
            Path = Uri.UnescapeDataString(uri.AbsolutePath),
            QueryString = uri.Query,
            RawTarget = uri.PathAndQuery,
            Body = body is null ? Stream.Null : new MemoryStream(body),
        };
        foreach (var (name, values) in request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? []))
        {
            feature.Headers[name] = values.ToArray();
        }

        feature.Headers.Host = request.Headers.Host ?? uri.Authority;
        feature.Headers.ContentLength = body?.Length;
        return feature;
    }

    private static HttpResponseMessage AnswerOf(HttpRequestMessage request, InProcessExchange exchange)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)exchange.StatusCode) { RequestMessage = request, Content = new StreamContent(exchange.Received) };
        foreach (var (name, values) in exchange.Headers)
        {
            if (!answer.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                answer.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        return answer;
    }

    private sealed record BodyDetection(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;
}
