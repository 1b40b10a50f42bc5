namespace Operator.Engine;

/// <summary>
/// Which keys want work. A key is waiting at most once however often it is added, is never with two workers, and one that is
/// added while it is being worked on comes back when that work is done. Workers are shared out among flows of keys.
/// </summary>
internal sealed class WorkQueue<TKey> : ILongRunning<TKey>, IDisposable
    where TKey : class
{
    private readonly Lock _gate = new();
    private readonly Line<TKey> _line;
    private readonly Dictionary<TKey, Turn<TKey>> _turns = [];
    private readonly IdleWorkers _idle = new();
    private readonly Delays<TKey> _delays;
    private readonly TimeProvider _time;
    private readonly IQueueObserver? _observer;

    /// <summary>When a key was last taken, or came to an empty line.</summary>
    private long _moved;

    public WorkQueue(TimeProvider time, IQueueObserver? observer = null)
        : this(time, observer, QueueShares.None, _ => "")
    {
    }

    /// <param name="flowOf">Keys of the same flow share one part of the workers.</param>
    public WorkQueue(TimeProvider time, IQueueObserver? observer, QueueShares shares, Func<TKey, string> flowOf)
    {
        (_time, _observer, _line) = (time, observer, new(shares, flowOf));
        _delays = new Delays<TKey>(time, Add);
    }

    /// <summary>Wants work on the key now. One that waits already is raised to the priority, never lowered.</summary>
    public void Add(TKey key, Priority priority = Priority.Normal)
    {
        bool isNew;
        lock (_gate)
        {
            var wish = new Wish<TKey>(key, priority, _time.GetTimestamp());
            isNew = _turns.TryGetValue(key, out var turn) ? turn.Again(wish) : Enter(wish, LaneOf(priority));
            _idle.Wake(_line.CanTake);
        }

        if (isNew)
        {
            _observer?.Added();
        }
    }

    /// <summary>Adds the key after the delay, in place of any earlier such wish for it: a revisit that nobody is waiting for.</summary>
    public void AddAfter(TKey key, TimeSpan delay) => AddAfter(key, delay, Priority.Low);

    /// <summary>The same for work that failed: it comes back as urgent as it was taken, unless it has used up its time.</summary>
    public void RetryAfter(TKey key, TimeSpan delay, bool hasHadItsTime = false) =>
        AddAfter(key, delay, hasHadItsTime ? Priority.Low : TakenAs(key));

    /// <summary>The key in work comes back as soon as a long-running turn is free for it.</summary>
    public void PutOff(TKey key)
    {
        lock (_gate)
        {
            _turns[key].IsPutOff = true;
        }
    }

    /// <summary>True as well of a key that no worker of this queue has.</summary>
    public bool IsLongRunning(TKey key)
    {
        lock (_gate)
        {
            return !_turns.TryGetValue(key, out var turn) || turn.IsLongRunning;
        }
    }

    public bool TryLengthen(TKey key)
    {
        lock (_gate)
        {
            return !_turns.TryGetValue(key, out var turn) || turn.IsLongRunning || (turn.IsLongRunning = _line.TryLengthen(key));
        }
    }

    /// <summary>
    /// The next key, which is the caller's until <see cref="Done"/>; null once <paramref name="stopping"/> is cancelled. A delayed
    /// wish for the key is dropped: the work that begins now says anew when to come back.
    /// </summary>
    public async Task<TKey?> TakeAsync(CancellationToken stopping)
    {
        while (true)
        {
            var (begun, woken) = BeginOrWait(stopping);
            if (woken is null)
            {
                return begun is null ? null : Begun(begun.Wish);
            }

            await IdleWorkers.WaitAsync(woken, stopping);
        }
    }

    public void Done(TKey key)
    {
        TimeSpan worked;
        bool isDrained;
        bool isAdded;
        lock (_gate)
        {
            _turns.Remove(key, out var turn);
            worked = _time.GetElapsedTime(turn!.Began); // Only who has taken a key is done with it.
            _line.Leave(key, turn.IsLongRunning);
            isAdded = turn is { IsPutOff: true, Next: null };
            Return(key, turn);
            _idle.Wake(_line.CanTake);
            isDrained = _line.Count == 0 && _turns.Count == 0;
        }

        _observer?.Done(worked);
        if (isAdded)
        {
            _observer?.Added();
        }

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

    /// <summary>Watches may still add keys that nobody will take.</summary>
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

    private static Lane LaneOf(Priority priority) => priority is Priority.Low ? Lane.Low : Lane.Normal;

    private bool Enter(Wish<TKey> wish, Lane lane)
    {
        if (_line.Count == 0)
        {
            _moved = _time.GetTimestamp();
        }

        return _line.Enter(wish, lane);
    }

    /// <summary>Something that happened meanwhile is looked at without waiting: it may not need a long-running turn.</summary>
    private void Return(TKey key, Turn<TKey> turn)
    {
        if (turn.IsPutOff && turn.Next is not { Priority: Priority.Normal })
        {
            Enter(new Wish<TKey>(key, Priority.Normal, _time.GetTimestamp()), Lane.LongRunning);
        }
        else if (turn.Next is { } next)
        {
            Enter(next, LaneOf(next.Priority));
        }
    }

    /// <summary>A key, or what tells that there may be one; neither once the work stops.</summary>
    private (Taken<TKey>? Begun, TaskCompletionSource? Woken) BeginOrWait(CancellationToken stopping)
    {
        lock (_gate)
        {
            var taken = stopping.IsCancellationRequested ? null : _line.Take();
            if (taken is not null)
            {
                _moved = _time.GetTimestamp();
                _turns[taken.Wish.Key] = new Turn<TKey>(taken.Wish.Priority, _moved) { IsLongRunning = taken.IsLongRunning };
            }

            // Whoever was woken passes it on, whether or not he has taken a key: there may be another.
            _idle.Wake(_line.CanTake);
            return (taken, taken is null && !stopping.IsCancellationRequested ? _idle.Enter() : null);
        }
    }

    private TKey Begun(Wish<TKey> wish)
    {
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
}
