using System.Collections.Concurrent;

namespace Campaign.Wires;

/// <summary>Every write that has reached a server, with its answer.</summary>
internal sealed class CallLog(TimeProvider time)
{
    private readonly ConcurrentQueue<Written> _all = new();

    public IReadOnlyList<Written> All => [.. _all];

    public void Add(Call call, string body, int status, string answer) => _all.Enqueue(new Written(time.GetUtcNow(), call, body, status, answer));
}
