namespace Operator.Outbound;

/// <summary>The body of an answer, cut with an exception where it grows over its bound. Remembers how the body begins.</summary>
internal sealed class BoundedBody(Stream inner, long limit) : PassingStream
{
    private long _read;

    /// <summary>The first byte that is no white space and no byte order mark; null before it was read.</summary>
    public byte? FirstByte { get; private set; }

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
