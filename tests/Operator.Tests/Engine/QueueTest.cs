using Microsoft.Extensions.Time.Testing;
using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

/// <summary>One queue, and a clock that stands until the test moves it.</summary>
public abstract class QueueTest : IDisposable
{
    private protected QueueTest() => Queue = new WorkQueue<string>(Time);

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected FakeTimeProvider Time { get; } = new();

    private protected WorkQueue<string> Queue { get; }

    public void Dispose()
    {
        Queue.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task<IReadOnlyList<string?>> TakeAsync(int count)
    {
        var taken = new List<string?>();
        while (taken.Count < count)
        {
            taken.Add(await Queue.TakeAsync(Token));
        }

        return taken;
    }
}
