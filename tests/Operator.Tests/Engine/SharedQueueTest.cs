using Microsoft.Extensions.Time.Testing;
using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

/// <summary>One queue whose workers are shared out among namespaces: a key is written namespace/name.</summary>
public abstract class SharedQueueTest : IDisposable
{
    private protected SharedQueueTest(int workers) =>
        Queue = new WorkQueue<string>(new FakeTimeProvider(), null, QueueShares.Of(workers), key => key.Split('/')[0]);

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected WorkQueue<string> Queue { get; }

    public void Dispose()
    {
        Queue.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds so many keys of a namespace, numbered from one.</summary>
    private protected void Add(string @namespace, int count, Priority priority = Priority.Normal)
    {
        for (var number = 1; number <= count; number++)
        {
            Queue.Add($"{@namespace}/{number}", priority);
        }
    }

    /// <summary>What workers that come one after the other take.</summary>
    private protected async Task<IReadOnlyList<string?>> TakeAsync(int count)
    {
        var taken = new List<string?>();
        while (taken.Count < count)
        {
            var next = Queue.TakeAsync(Token);
            Assert.True(next.IsCompleted, $"after {string.Join(", ", taken)} no key is ready");
            taken.Add(await next);
        }

        return taken;
    }

    private protected async Task NothingIsReadyAsync()
    {
        using var impatient = new CancellationTokenSource();
        var next = Queue.TakeAsync(impatient.Token);
        Assert.False(next.IsCompleted);
        await impatient.CancelAsync();
        Assert.Null(await next);
    }

    /// <summary>Work that must not begin: the worker that waits goes on waiting for another key.</summary>
    private protected Task<string?> Waits()
    {
        var next = Queue.TakeAsync(Token);
        Assert.False(next.IsCompleted);
        return next;
    }
}
