using System.Collections.Concurrent;

namespace Campaign.Wires;

/// <summary>Every write that has reached a server, with its answer.</summary>
internal sealed class CallLog
{
    private readonly ConcurrentQueue<Written> _all = new();
    private readonly ConcurrentQueue<Call> _races = new();

    public IReadOnlyList<Written> All => [.. _all];

    /// <summary>The last calls of processes that called again and again and let no time pass.</summary>
    public IReadOnlyCollection<Call> Races => _races;

    public void Add(Written written) => _all.Enqueue(written);

    public void Race(Call call) => _races.Enqueue(call);
}
