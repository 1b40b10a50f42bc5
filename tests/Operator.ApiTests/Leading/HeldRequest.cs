using System.Net;

namespace Operator.ApiTests.Leading;

/// <summary>
/// A request that has left its sender, after all that the sender checks, and is still under way. It arrives when the test lets it,
/// whatever has become of its sender: as on a slow network, or from a process that was frozen while it sent.
/// </summary>
internal sealed class HeldRequest(Func<HttpRequestMessage, bool> matches)
{
    private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<HttpResponseMessage> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Matches(HttpRequestMessage request) => !_sent.Task.IsCompleted && matches(request);

    /// <summary>Until it is under way.</summary>
    public Task SentAsync(CancellationToken cancellationToken) => _sent.Task.WaitAsync(cancellationToken);

    /// <summary>Lets it arrive, and says how it was answered.</summary>
    public async Task<HttpStatusCode> ArriveAsync(CancellationToken cancellationToken)
    {
        _released.SetResult();
        return (await _answer.Task.WaitAsync(cancellationToken)).StatusCode;
    }

    /// <summary>Its sender may stop waiting for the answer; the request goes its way all the same.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpMessageInvoker line, CancellationToken cancellationToken)
    {
        _ = GoAsync(await CopyAsync(request), line);
        _sent.SetResult();
        return await _answer.Task.WaitAsync(cancellationToken);
    }

    private async Task GoAsync(HttpRequestMessage request, HttpMessageInvoker line)
    {
        await _released.Task;
        try
        {
            var answer = await line.SendAsync(request, CancellationToken.None); // Nobody can call it back.
            await answer.Content.LoadIntoBufferAsync();
            _answer.SetResult(answer);
        }
        catch (HttpRequestException broken)
        {
            _answer.SetException(broken);
        }
    }

    /// <summary>The original is disposed together with its sender's call.</summary>
    private static async Task<HttpRequestMessage> CopyAsync(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach (var (name, values) in request.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        if (request.Content is { } content)
        {
            copy.Content = new ByteArrayContent(await content.ReadAsByteArrayAsync());
            copy.Content.Headers.ContentType = content.Headers.ContentType;
        }

        return copy;
    }
}
