namespace Operator.Hosting.Measuring;

/// <summary>
/// A page in memory that any number of callers can be sent. In chunks: one array of a large page would lie where only a full collection
/// of the garbage collector finds it.
/// </summary>
internal sealed class RenderedPage : Stream
{
    private const int ChunkSize = 32 * 1024;

    private readonly List<byte[]> _chunks = [];
    private int _free;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => ((long)_chunks.Count * ChunkSize) - _free;

    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    public async Task SendAsync(Stream output, CancellationToken cancellationToken)
    {
        foreach (var chunk in _chunks)
        {
            await output.WriteAsync(chunk.AsMemory(0, chunk == _chunks[^1] ? ChunkSize - _free : ChunkSize), cancellationToken);
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (_free == 0)
            {
                _chunks.Add(new byte[ChunkSize]);
                _free = ChunkSize;
            }

            var part = buffer[..Math.Min(buffer.Length, _free)];
            part.CopyTo(_chunks[^1].AsSpan(ChunkSize - _free));
            _free -= part.Length;
            buffer = buffer[part.Length..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
