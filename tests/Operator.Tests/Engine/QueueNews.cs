using Operator.Engine;

namespace Operator.Tests.Engine;

/// <summary>Keeps all that a queue tells, in its order.</summary>
internal sealed class QueueNews : IQueueObserver
{
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    public void Added() => _all.Add("added");

    public void Delayed() => _all.Add("delayed");

    public void Taken(TimeSpan waited) => _all.Add($"taken after {waited.TotalSeconds} s");

    public void Done(TimeSpan worked) => _all.Add($"done after {worked.TotalSeconds} s");

    public void Drained() => _all.Add("drained");
}
