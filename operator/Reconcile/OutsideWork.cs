using Operator.Engine;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>
/// What one reconcile may do outside: begin only in a long-running turn, and go on only for a part of the time-out, so that what was
/// found is carried out and published in any case.
/// </summary>
internal sealed class OutsideWork : IDisposable
{
    private const double ShareOfQuestions = 0.75;
    private const double ShareOfWrites = 0.125;

    private readonly IngestionKey? _key;
    private readonly ILongRunning<IngestionKey>? _turns;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly long _began;
    private Deadline? _questions;
    private Deadline? _writes;

    /// <param name="timeout">Of the whole reconcile, which begins now.</param>
    public OutsideWork(IngestionKey key, ILongRunning<IngestionKey> turns, TimeSpan timeout, TimeProvider time)
        : this(timeout, time) => (_key, _turns) = (key, turns);

    private OutsideWork(TimeSpan timeout, TimeProvider time) => (_timeout, _time, _began) = (timeout, time, time.GetTimestamp());

    /// <summary>Of somebody who has all the time, and nobody to leave a turn to: a person at a terminal.</summary>
    public static OutsideWork Unlimited() => new(Timeout.InfiniteTimeSpan, TimeProvider.System);

    /// <summary>Set when a question had to be left to a long-running turn.</summary>
    public bool WasPutOff { get; private set; }

    /// <summary>Until when questions may be asked.</summary>
    public Deadline Questions => _questions ??= new(_timeout == Timeout.InfiniteTimeSpan ? _timeout : Part(ShareOfQuestions) - _time.GetElapsedTime(_began), _time);

    /// <summary>Until when the outside may be told something; it has time of its own, counted from its beginning.</summary>
    public Deadline Writes => _writes ??= new(_timeout == Timeout.InfiniteTimeSpan ? _timeout : Part(ShareOfWrites), _time);

    /// <summary>Whether a question may be asked now.</summary>
    /// <param name="canWait">There is something to do without its answer: that is done first, and the question is left to a turn of its own.</param>
    public bool MayAsk(bool canWait = false)
    {
        var may = _turns is null || _turns.IsLongRunning(_key!) || (!canWait && _turns.TryLengthen(_key!));
        WasPutOff |= !may;
        return may;
    }

    public void Dispose()
    {
        _questions?.Dispose();
        _writes?.Dispose();
    }

    private TimeSpan Part(double share) => _timeout * share;
}
