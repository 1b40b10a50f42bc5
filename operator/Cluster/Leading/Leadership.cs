using Operator.Cluster.Api;

namespace Operator.Cluster.Leading;

/// <summary>
/// Whether this process leads: until a moment of the monotonic clock that each renewal of the Lease moves on, so that leading ends by
/// itself when nobody is there to end it. That clock stands still while a whole machine is suspended; a write that slips through
/// then meets the precondition that it carries.
/// </summary>
internal sealed class Leadership(TimeProvider time) : IWritePermit
{
    private const long Never = long.MinValue;
    private const long Always = long.MaxValue;

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _until = Never;

    /// <summary>For a process that needs nobody's leave: the only replica, or a command that a person runs.</summary>
    public static Leadership WithoutElection(TimeProvider time)
    {
        var leadership = new Leadership(time);
        leadership.HoldUntil(Always);
        return leadership;
    }

    /// <summary>Completes when this process leads for the first time.</summary>
    public Task Begun => _begun.Task;

    public bool IsLeading => Left > TimeSpan.Zero;

    public TimeSpan Left => Volatile.Read(ref _until) switch
    {
        Never => TimeSpan.Zero,
        Always => TimeSpan.MaxValue,
        var until => time.GetElapsedTime(time.GetTimestamp(), until),
    };

    /// <summary>Leads for so long from a moment that <see cref="TimeProvider.GetTimestamp"/> gave.</summary>
    public void HoldFrom(long moment, TimeSpan lasting) => HoldUntil(moment + (long)(lasting.TotalSeconds * time.TimestampFrequency));

    public void End() => Volatile.Write(ref _until, Never);

    private void HoldUntil(long moment)
    {
        Volatile.Write(ref _until, moment);
        _begun.TrySetResult();
    }
}
