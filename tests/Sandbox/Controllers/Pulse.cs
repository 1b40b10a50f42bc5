using System.Threading.Channels;

namespace Sandbox.Controllers;

/// <summary>Runs a step whenever something has changed, and at the latest after a tick; changes in between are one.</summary>
internal static class Pulse
{
    public static async Task RunAsync(
        ChannelReader<string> changed, TimeSpan tick, TimeProvider time, Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await WaitAsync(changed, tick, time, cancellationToken);
            while (changed.TryRead(out _))
            {
            }

            try
            {
                await step(cancellationToken);
            }
            catch (Exception problem) when (problem is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync($"sandbox: {problem.Message}");
            }
        }
    }

    private static async Task WaitAsync(ChannelReader<string> changed, TimeSpan tick, TimeProvider time, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var due = Task.Delay(tick, time, enough.Token);
        await Task.WhenAny(changed.WaitToReadAsync(enough.Token).AsTask(), due);
        await enough.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
