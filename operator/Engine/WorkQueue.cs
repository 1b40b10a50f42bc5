using System.Threading.Channels;

namespace Operator.Engine;

/// <summary>
/// Which keys want work. A key is waiting at most once however often it is added, is never with two workers, and one that is
/// added while it is being worked on comes back when that work is done.
/// </summary>
internal sealed class WorkQueue<TKey> : IDisposable
    where TKey : class
{
    private readonly Lock _gate = new();
    private readonly HashSet<TKey> _dirty = [];
    private readonly HashSet<TKey> _processing = [];
    private readonly Channel<TKey> _ready = Channel.CreateUnbounded<TKey>();
    private readonly Delays<TKey> _delays;

    public WorkQueue(TimeProvider time) => _delays = new Delays<TKey>(time, Add);

    public void Add(TKey key)
    {
        lock (_gate)
        {
            if (_dirty.Add(key) && !_processing.Contains(key))
            {
                _ready.Writer.TryWrite(key);
            }
        }
    }

    /// <summary>Adds the key after the delay, in place of any earlier such wish for it.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
        }
        else
        {
            _delays.Set(key, delay);
        }
    }

    /// <summary>
    /// The next key, which is the caller's until <see cref="Done"/>; null once <paramref name="stopping"/> is cancelled. A delayed
    /// wish for the key is dropped: the work that begins now says anew when to come back.
    /// </summary>
    public async Task<TKey?> TakeAsync(CancellationToken stopping)
    {
        try
        {
            stopping.ThrowIfCancellationRequested();
            var key = await _ready.Reader.ReadAsync(stopping);
            Begin(key);
            return key;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Done(TKey key)
    {
        lock (_gate)
        {
            _processing.Remove(key);
            if (_dirty.Contains(key))
            {
                _ready.Writer.TryWrite(key);
            }
        }
    }

    public void Dispose() => _delays.Dispose();

    private void Begin(TKey key)
    {
        lock (_gate)
        {
            _dirty.Remove(key);
            _processing.Add(key);
        }

        _delays.Cancel(key);
    }
}
