namespace Operator.ApiTests.Leading;

/// <summary>One direction of a connection: open, silent, or broken.</summary>
internal sealed class Wire
{
    private TaskCompletionSource _state = Opened();

    public void Silence() => Replace(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    public void Break()
    {
        Replace(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _state.SetException(new HttpRequestException("Connection refused"));
    }

    /// <summary>What waited at a silent wire goes on, unless its sender has given it up.</summary>
    public void Open() => Replace(Opened()).TrySetResult();

    public Task PassAsync(CancellationToken cancellationToken) => Volatile.Read(ref _state).Task.WaitAsync(cancellationToken);

    private TaskCompletionSource Replace(TaskCompletionSource state) => Interlocked.Exchange(ref _state, state);

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }
}

/// <summary>An answer that is read over a wire: a watch falls silent with it.</summary>
internal sealed class WiredStream(Stream inner, Wire wire) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        await wire.PassAsync(cancellationToken);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
