using System.Collections.Concurrent;

namespace Operator.Hosting;

/// <summary>Every loop of the process, for whoever asks how they fare.</summary>
internal sealed class Loops
{
    private readonly ConcurrentQueue<Loop> _all = new();

    public IEnumerable<Loop> All => _all;

    public Loop Start(string name, Func<CancellationToken, Task> run, CancellationToken cancellationToken, Func<TimeSpan>? sinceProgress = null)
    {
        var loop = new Loop(name, sinceProgress).Start(run, cancellationToken);
        _all.Enqueue(loop);
        return loop;
    }
}
