using System.Threading.Channels;
using Operator.Engine;

namespace Operator.ApiTests.Leading;

/// <summary>Rings at each key that comes to the queue, and at each that a worker is done with.</summary>
internal sealed class Bell(IQueueObserver next) : IQueueObserver
{
    private readonly Channel<bool> _came = Channel.CreateUnbounded<bool>();
    private readonly Channel<bool> _done = Channel.CreateUnbounded<bool>();

    /// <summary>Until a key has come since the last time this was asked.</summary>
    public async Task CameAsync(CancellationToken cancellationToken) => await _came.Reader.ReadAsync(cancellationToken);

    /// <summary>Until a worker is done with a key, from now on.</summary>
    public async Task DoneAsync(CancellationToken cancellationToken)
    {
        while (_done.Reader.TryRead(out _))
        {
            // That was before.
        }

        await _done.Reader.ReadAsync(cancellationToken);
    }

    public void Added()
    {
        next.Added();
        _came.Writer.TryWrite(true);
    }

    public void Delayed() => next.Delayed();

    public void Taken(TimeSpan waited) => next.Taken(waited);

    public void Done(TimeSpan worked)
    {
        next.Done(worked);
        _done.Writer.TryWrite(true);
    }

    public void Drained() => next.Drained();
}
