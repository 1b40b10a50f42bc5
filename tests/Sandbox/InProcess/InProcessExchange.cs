using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Sandbox.InProcess;

/// <summary>One answer on its way from the server to its caller, and the end of the request when either of them gives up.</summary>
internal sealed class InProcessExchange : IHttpResponseFeature, IHttpResponseBodyFeature, IHttpRequestLifetimeFeature, IDisposable
{
    private readonly Pipe _pipe = new(new PipeOptions(useSynchronizationContext: false));
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _aborted = new();
    private readonly Stack<(Func<object, Task> Callback, object State)> _starting = new();

    public InProcessExchange()
    {
        Writer = new StartingWriter(_pipe.Writer, StartAsync);
        Stream = Writer.AsStream();
        Body = Stream;
        Received = new ReceivedStream(_pipe.Reader.AsStream(), Abort);
        RequestAborted = _aborted.Token;
    }

    /// <summary>Completes when the status and the headers are decided.</summary>
    public Task Started => _started.Task;

    /// <summary>What the caller reads.</summary>
    public Stream Received { get; }

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    public Stream Body { get; set; }

    public bool HasStarted { get; private set; }

    public Stream Stream { get; }

    public PipeWriter Writer { get; }

    public CancellationToken RequestAborted { get; set; }

    public void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));

    public void OnCompleted(Func<object, Task> callback, object state)
    {
        // Nobody here waits for the end of an answer.
    }

    public void DisableBuffering()
    {
        // There is none.
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (HasStarted)
        {
            return;
        }

        HasStarted = true;
        while (_starting.TryPop(out var next))
        {
            await next.Callback(next.State);
        }

        _started.TrySetResult();
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);

    public async Task CompleteAsync()
    {
        await StartAsync();
        await _pipe.Writer.CompleteAsync();
    }

    /// <summary>As a connection that breaks: the caller's reading fails, and the server is told.</summary>
    public void Abort() => Fail(new IOException("The connection was closed before the answer had ended."));

    public void Dispose() => _aborted.Dispose();

    public void Fail(Exception problem)
    {
        _started.TrySetException(new HttpRequestException(HttpRequestError.ResponseEnded, problem.Message, problem));
        _ = Started.Exception; // Whoever gave up first does not look at it.
        _pipe.Writer.Complete(problem as IOException ?? new IOException(problem.Message, problem));
        _aborted.Cancel();
    }
}
