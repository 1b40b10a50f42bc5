using System.IO.Pipelines;

namespace Sandbox.InProcess;

/// <summary>Decides status and headers with the first byte that is flushed.</summary>
internal sealed class StartingWriter(PipeWriter next, Func<CancellationToken, Task> start) : PipeWriter
{
    public override bool CanGetUnflushedBytes => next.CanGetUnflushedBytes;

    public override long UnflushedBytes => next.UnflushedBytes;

    public override void Advance(int bytes) => next.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => next.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => next.GetSpan(sizeHint);

    public override void CancelPendingFlush() => next.CancelPendingFlush();

    /// <summary>The exchange completes the pipe when the application has ended.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        await start(cancellationToken);
        return await next.FlushAsync(cancellationToken);
    }
}
