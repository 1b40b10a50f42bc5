using System.Net;
using System.Reflection;

namespace Operator.Outbound;

/// <summary>One request and its answer, within its time, with every ending turned into a value.</summary>
internal sealed class Exchange(OutboundOptions options, IConnections connections, Cooldowns cooldowns, TimeProvider time, IOutboundObserver? observer = null)
{
    private static readonly string UserAgent =
        $"dbt-cloud-ingestion-operator/{typeof(Exchange).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    public async ValueTask<Hop<T>> SendAsync<T>(
        OutboundCall call, Func<OutboundResponse, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        var isArtifact = call.Payload is Payload.Artifact;
        using var timeout = new CancellationTokenSource(isArtifact ? options.ArtifactTimeout : options.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await SendAsync(call, either.Token);
            return await HopOf(call, response, read, either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && FailureOf.Exception(exception) is not null)
        {
            return Hop<T>.Ended(FailureOf.Exception(exception)!);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(OutboundCall call, CancellationToken cancellationToken)
    {
        using var request = RequestFor(call);
        HttpResponseMessage? response = null;
        var since = time.GetTimestamp();
        try
        {
            return response = await connections.To(call.Destination, call.Trust).SendAsync(request, cancellationToken);
        }
        finally
        {
            observer?.Sent(call, (int?)response?.StatusCode, time.GetElapsedTime(since));
        }
    }

    private static HttpRequestMessage RequestFor(OutboundCall call)
    {
        var request = new HttpRequestMessage(call.Writes?.Method ?? HttpMethod.Get, call.Url) { Content = call.Writes?.ToContent() };
        request.Headers.TryAddWithoutValidation("Accept", call.Accept);
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (call.Token is { } token)
        {
            request.Headers.TryAddWithoutValidation("Authorization", token.AsBearer());
        }

        return request;
    }

    private async ValueTask<Hop<T>> HopOf<T>(
        OutboundCall call, HttpResponseMessage response, Func<OutboundResponse, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => Hop<T>.Ended(new OutboundFailure.BusyUntil(cooldowns.Start(call, response.Headers.RetryAfter))),
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError =>
                Hop<T>.Ended(new OutboundFailure.Unreachable(UnreachableKind.ServerError, status)),
            HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
                when Uri.TryCreate(call.Url, response.Headers.Location, out var place) => Hop<T>.Moved(place),
            _ => Hop<T>.Ended(await read(await AnswerOf(call, response, cancellationToken), cancellationToken)),
        };
    }

    private async ValueTask<OutboundResponse> AnswerOf(OutboundCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var limit = call.Payload switch
        {
            Payload.Artifact => options.MaxArtifactBytes,
            Payload.LargeAnswer => options.MaxLargeBodyBytes,
            _ => options.MaxBodyBytes,
        };
        var body = new BoundedBody(await response.Content.ReadAsStreamAsync(cancellationToken), limit);
        return new OutboundResponse((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body);
    }
}
