namespace Operator.Engine;

/// <summary>
/// Which keys want work. A key is waiting at most once however often it is added, is never with two workers, and one that is
/// added while it is being worked on comes back when that work is done.
/// </summary>
internal sealed class WorkQueue<TKey> : IDisposable
    where TKey : class
{
    private readonly Lock _gate = new();
    private readonly Line<TKey> _line = new();
    private readonly Dictionary<TKey, Turn> _turns = [];

    /// <summary>As many as stand in the line: a worker that gets one of these finds a key.</summary>
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly Delays<TKey> _delays;
    private readonly TimeProvider _time;
    private readonly IQueueObserver? _observer;

    /// <summary>When a key was last taken, or came to an empty line.</summary>
    private long _moved;

    public WorkQueue(TimeProvider time, IQueueObserver? observer = null)
    {
        (_time, _observer) = (time, observer);
        _delays = new Delays<TKey>(time, Add);
    }

    /// <summary>Wants work on the key now. One that waits already is raised to the priority, never lowered.</summary>
    public void Add(TKey key, Priority priority = Priority.Normal)
    {
        bool isNew;
        lock (_gate)
        {
            var wish = new Wish<TKey>(key, priority, _time.GetTimestamp());
            isNew = _turns.TryGetValue(key, out var turn) ? turn.Again(wish) : Enter(wish);
        }

        if (isNew)
        {
            _observer?.Added();
        }
    }

    /// <summary>Adds the key after the delay, in place of any earlier such wish for it: a revisit that nobody is waiting for.</summary>
    public void AddAfter(TKey key, TimeSpan delay) => AddAfter(key, delay, Priority.Low);

    /// <summary>The same for work that failed: it comes back as urgent as it was taken.</summary>
    public void RetryAfter(TKey key, TimeSpan delay) => AddAfter(key, delay, TakenAs(key));

    /// <summary>
    /// The next key, which is the caller's until <see cref="Done"/>; null once <paramref name="stopping"/> is cancelled. A delayed
    /// wish for the key is dropped: the work that begins now says anew when to come back.
    /// </summary>
    public async Task<TKey?> TakeAsync(CancellationToken stopping)
    {
        try
        {
            await _waiting.WaitAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }

        if (stopping.IsCancellationRequested)
        {
            _waiting.Release(); // A key came just before the wait could be given up; it stays in the line.
            return null;
        }

        return Begin();
    }

    public void Done(TKey key)
    {
        TimeSpan worked;
        bool isDrained;
        lock (_gate)
        {
            _turns.Remove(key, out var turn);
            worked = _time.GetElapsedTime(turn!.Began); // Only who has taken a key is done with it.
            if (turn.Next is { } next)
            {
                Enter(next);
            }

            isDrained = _line.Count == 0 && _turns.Count == 0;
        }

        _observer?.Done(worked);
        if (isDrained)
        {
            _observer?.Drained();
        }
    }

    public QueueState Look()
    {
        lock (_gate)
        {
            var ages = _turns.Values.Select(turn => _time.GetElapsedTime(turn.Began)).ToList();
            return new QueueState(
                CountOf(Priority.Normal),
                CountOf(Priority.Low),
                _line.Count == 0 ? TimeSpan.Zero : _time.GetElapsedTime(_moved),
                ages.Count,
                ages.DefaultIfEmpty().Max(),
                TimeSpan.FromTicks(ages.Sum(age => age.Ticks)));
        }
    }

    /// <summary>Runs until it is cancelled; ends by the error of the timer of delayed keys, which would otherwise stand still unseen.</summary>
    public Task WatchTimerAsync(CancellationToken cancellationToken) => _delays.Broken.WaitAsync(cancellationToken);

    /// <summary>The semaphore stays usable: watches may still add keys that nobody will take.</summary>
    public void Dispose() => _delays.Dispose();

    private int CountOf(Priority priority) => _line.CountOf(priority) + _turns.Values.Count(turn => turn.Next?.Priority == priority);

    private void AddAfter(TKey key, TimeSpan delay, Priority priority)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key, priority);
            return;
        }

        _delays.Set(key, delay, priority);
        _observer?.Delayed();
    }

    private bool Enter(Wish<TKey> wish)
    {
        if (_line.Count == 0)
        {
            _moved = _time.GetTimestamp();
        }

        var isNew = _line.Enter(wish);
        if (isNew)
        {
            _waiting.Release();
        }

        return isNew;
    }

    private TKey Begin()
    {
        Wish<TKey> wish;
        lock (_gate)
        {
            wish = _line.TakeFirst();
            _moved = _time.GetTimestamp();
            _turns[wish.Key] = new Turn(wish.Priority, _moved);
        }

        _delays.Cancel(wish.Key);
        _observer?.Taken(_time.GetElapsedTime(wish.Since));
        return wish.Key;
    }

    private Priority TakenAs(TKey key)
    {
        lock (_gate)
        {
            return _turns.TryGetValue(key, out var turn) ? turn.Priority : Priority.Normal;
        }
    }

    /// <summary>A key that a worker has, and the wish that came meanwhile.</summary>
    private sealed class Turn(Priority priority, long began)
    {
        public Priority Priority => priority;

        public long Began => began;

        public Wish<TKey>? Next { get; private set; }

        /// <summary>True for the first wish of this turn.</summary>
        public bool Again(Wish<TKey> wish)
        {
            var isNew = Next is null;
            Next = Next is { } before ? before.With(wish.Priority) : wish;
            return isNew;
        }
    }
}
