using System.Threading.Channels;
using Operator.Engine;

namespace Operator.ApiTests.Leading;

/// <summary>Rings at each key that comes to the queue.</summary>
internal sealed class Bell(IQueueObserver next) : IQueueObserver
{
    private readonly Channel<bool> _rings = Channel.CreateUnbounded<bool>();

    /// <summary>Until it has rung since the last time this was asked.</summary>
    public async Task RungAsync(CancellationToken cancellationToken) => await _rings.Reader.ReadAsync(cancellationToken);

    public void Added()
    {
        next.Added();
        _rings.Writer.TryWrite(true);
    }

    public void Delayed() => next.Delayed();

    public void Taken(TimeSpan waited) => next.Taken(waited);

    public void Done(TimeSpan worked) => next.Done(worked);

    public void Drained() => next.Drained();
}
