using System.Threading.Channels;
using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

/// <summary>Workers on one queue; the test hears of each reconcile that begins.</summary>
public abstract class WorkersTest : IAsyncDisposable
{
    private protected WorkersTest() => Queue = new WorkQueue<string>(Time);

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected TimerTime Time { get; } = new();

    private protected LogLines Log { get; } = new();

    private protected CancellationTokenSource Stopping { get; } = new();

    private protected Channel<string> Began { get; } = Channel.CreateUnbounded<string>();

    private protected WorkQueue<string> Queue { get; }

    private protected Task Running { get; set; } = Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Stopping.CancelAsync();
        Time.Advance(TimeSpan.FromHours(1));
        await Running;
        Queue.Dispose();
        Stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Start(Func<string, CancellationToken, Task<Revisit>> reconcile, int workers = 2) =>
        Running = Pool(reconcile, workers).RunAsync(Stopping.Token);

    private protected Workers<string> Pool(Func<string, CancellationToken, Task<Revisit>> reconcile, int workers) => new(
        Queue,
        new Backoff<string>(() => 1),
        async (key, token) =>
        {
            Began.Writer.TryWrite(key);
            return await reconcile(key, token);
        },
        (key, id) => [new("name", key), new("reconcileID", id)],
        new WorkersOptions { Count = workers },
        Time,
        Log);

    private protected async Task<string> BeganAsync() => await Began.Reader.ReadAsync(Token);

    /// <summary>The queue's timer waits one millisecond more than it was asked to.</summary>
    private protected static TimeSpan Waited(TimeSpan delay) => delay + TimeSpan.FromMilliseconds(1);
}
