namespace Campaign.Wires;

/// <summary>The body of an answer on its way: it waits at the gates, and breaks where it is told to.</summary>
internal sealed class WiredStream(Stream inner, IReadOnlyList<Gate> gates, int? breaksAfter, CancellationToken broken) : Stream
{
    private int _left = breaksAfter ?? int.MaxValue;

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
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, broken);
        try
        {
            foreach (var gate in gates)
            {
                await gate.PassAsync(either.Token);
            }

            if (_left == 0)
            {
                throw Broken();
            }

            var read = await inner.ReadAsync(buffer[..Math.Min(buffer.Length, _left)], either.Token);
            foreach (var gate in gates)
            {
                await gate.PassAsync(either.Token);
            }

            _left -= breaksAfter is null ? 0 : read;
            return read;
        }
        catch (OperationCanceledException) when (broken.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Broken();
        }
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

    private static IOException Broken() => new("The connection was reset.");
}
