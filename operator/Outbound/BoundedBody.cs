namespace Operator.Outbound;

/// <summary>The body of an answer, cut with an exception where it grows over its bound. Remembers how the body begins.</summary>
internal sealed class BoundedBody(Stream inner, long limit) : Stream
{
    private long _read;

    /// <summary>The first byte that is no white space and no byte order mark; null before it was read.</summary>
    public byte? FirstByte { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        Note(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Note(ReadOnlySpan<byte> bytes)
    {
        _read += bytes.Length;
        if (_read > limit)
        {
            throw new BodyTooLargeException(limit);
        }

        var start = FirstByte is null ? bytes.IndexOfAnyExcept(WhiteSpaceAndMark) : -1;
        if (start >= 0)
        {
            FirstByte = bytes[start];
        }
    }

    private static ReadOnlySpan<byte> WhiteSpaceAndMark => [(byte)' ', (byte)'\t', (byte)'\r', (byte)'\n', 0xEF, 0xBB, 0xBF];
}
