using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Operator.Outbound;

namespace Operator.Cluster.Api;

/// <summary>
/// Calls the Kubernetes API over one HttpClient. Every answer, the missing one included, is a value; only the caller's own
/// cancellation is thrown. What is more than a read is sent only while <paramref name="permit"/> lasts.
/// </summary>
internal sealed class ApiClient(ApiConnection connection, ApiOptions options, TimeProvider time, IWritePermit permit) : IDisposable
{
    /// <summary>Of an answer that is read whole: an object has 1.5 MiB at most, and the pods of one Job are few.</summary>
    private const int MostBytes = 8 * 1024 * 1024;

    private readonly HttpClient _http = new(connection.Handler) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _http.Dispose();

    public Task<ApiAnswer<T>> SendAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => CallAsync(request, (response, token) => ReadAsync(response, type, token), cancellationToken);

    /// <summary>
    /// For a body that may be long: <paramref name="read"/> takes it as it comes, and calls what it is given whenever something has
    /// come. The time-out is for each silence, not for the whole. Null is an answer that is not what was asked for.
    /// </summary>
    public Task<ApiAnswer<T>> StreamAsync<T>(
        ApiPath path, string accept, Func<Stream, Action, CancellationToken, Task<T?>> read, CancellationToken cancellationToken)
        where T : class => TryAsync<T>(
            ApiRequest.Get(path, accept),
            async (response, timeout, token) =>
            {
                using (response)
                {
                    await using var body = await response.Content.ReadAsStreamAsync(token);
                    return await read(body, () => timeout.CancelAfter(options.CallTimeout), token) is { } whole ? whole : ApiFailure.Unreadable((int)response.StatusCode);
                }
            },
            cancellationToken);

    /// <summary>Only the start of the answer has to come within the time-out; the caller reads on and disposes it.</summary>
    public Task<ApiAnswer<HttpResponseMessage>> OpenAsync(ApiPath path, string accept, CancellationToken cancellationToken) =>
        TryAsync(ApiRequest.Get(path, accept), (response, _, _) => Task.FromResult<ApiAnswer<HttpResponseMessage>>(response), cancellationToken);

    private Task<ApiAnswer<T>> CallAsync<T>(
        ApiRequest request, Func<HttpResponseMessage, CancellationToken, Task<ApiAnswer<T>>> read, CancellationToken cancellationToken)
        where T : class => TryAsync(
            request,
            async (response, _, token) =>
            {
                using (response)
                {
                    return await read(response, token);
                }
            },
            cancellationToken);

    private async Task<ApiAnswer<T>> TryAsync<T>(
        ApiRequest request, Func<HttpResponseMessage, CancellationTokenSource, CancellationToken, Task<ApiAnswer<T>>> read, CancellationToken cancellationToken)
        where T : class
    {
        if (!request.Path.Sendable)
        {
            return ApiFailure.NoSuchName(request.Path);
        }

        using var timeout = new CancellationTokenSource(options.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var response = await SendAsync(request, timeout, either.Token);
            return response is null ? ApiFailure.NotLeading
                : response.IsSuccessStatusCode ? await read(response, timeout, either.Token)
                : await FailureReader.ReadAsync(response, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return ApiFailure.TimedOut(options.CallTimeout);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return ApiFailure.Unreachable(Describe(exception));
        }
    }

    /// <summary>
    /// The one place where a write is held back (null). It stands behind all that takes time before sending, such as credentials; and
    /// a write that still waits for a connection when the permit ends is given up, not sent late.
    /// </summary>
    private async Task<HttpResponseMessage?> SendAsync(ApiRequest request, CancellationTokenSource timeout, CancellationToken cancellationToken)
    {
        using var message = await MessageOf(request, cancellationToken);
        var left = request.IsGuarded ? permit.Left : TimeSpan.MaxValue;
        if (left <= TimeSpan.Zero)
        {
            return null;
        }

        if (left < options.CallTimeout)
        {
            timeout.CancelAfter(left);
        }

        return await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private async Task<HttpRequestMessage> MessageOf(ApiRequest request, CancellationToken cancellationToken)
    {
        var message = new HttpRequestMessage(request.Method, connection.BaseAddress.AbsoluteUri.TrimEnd('/') + request.Path.Text)
        {
            Version = connection.BaseAddress.Scheme == Uri.UriSchemeHttps && !request.ForLease ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.UserAgent.ParseAdd(options.UserAgent);
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        message.Headers.Host = connection.ServerName;
        if (connection.Tokens is { } tokens)
        {
            message.Headers.Authorization = await tokens.GetAuthenticationHeaderAsync(cancellationToken);
        }

        if (request.Content is { } content)
        {
            message.Content = new ByteArrayContent(content);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.ContentType ?? ApiRequest.Json);
        }

        return message;
    }

    private static async Task<ApiAnswer<T>> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            await using var body = new BoundedBody(await response.Content.ReadAsStreamAsync(cancellationToken), MostBytes);
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken) is { } read ? read : ApiFailure.Unreadable((int)response.StatusCode);
        }
        catch (BodyTooLargeException)
        {
            return ApiFailure.TooLarge((int)response.StatusCode, MostBytes);
        }
        catch (JsonException)
        {
            return ApiFailure.Unreadable((int)response.StatusCode);
        }
    }

    /// <summary>
    /// The innermost cause is the one that a person can act on: a refused connection, a name, a certificate. Other texts of the
    /// runtime may quote what could not be read, and that may have been a Secret.
    /// </summary>
    private static string Describe(Exception exception) => (exception.GetBaseException(), exception) switch
    {
        (AuthenticationException cause, _) => $"The API server's certificate was not accepted: {cause.Message}",
        (SocketException cause, _) => $"The API server could not be reached: {cause.Message}",
        (HttpIOException cause, _) => $"The API server could not be reached: {cause.HttpRequestError}",
        (_, HttpRequestException cause) => $"The API server could not be reached: {cause.HttpRequestError}",
        var (cause, _) => $"The API server could not be reached: {cause.GetType().Name}",
    };
}
