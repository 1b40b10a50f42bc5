using Operator.Outbound;

namespace Operator.Tests.Cluster.Watching;

/// <summary>A stream that gives a few bytes at a time.</summary>
internal sealed class Dripping(Stream inner, int most) : PassingStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
}
