using Operator.Tests.Engine;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>Time that passes only when the operator waits for it.</summary>
internal static class PassingTime
{
    /// <summary>The queue's timer is armed for a millisecond more than it has to wait.</summary>
    public static readonly TimeSpan More = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// Lets the wait pass. Where the echo of the operator's own status write has it look once more just then, it waits anew: for as long,
    /// or for the second that is the least once its time is over. Nothing else can bring it to look.
    /// </summary>
    public static async Task<T> PassUntilAsync<T>(this TimerTime clock, TimeSpan wait, Task<T> ready)
    {
        using var isReady = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var passing = clock.PassAsync(wait, isReady.Token);
        await Task.WhenAny(ready, passing);
        while (!ready.IsCompleted)
        {
            passing = clock.PassOneOfAsync([wait, TimeSpan.FromSeconds(1) + More], isReady.Token);
            await Task.WhenAny(ready, passing);
        }

        var told = await ready;
        await isReady.CancelAsync();
        await passing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return told;
    }
}
