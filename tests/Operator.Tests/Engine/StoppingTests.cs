using Microsoft.Extensions.Logging;
using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

public sealed class StoppingTests : WorkersTest
{
    [Fact]
    public async Task A_stop_lets_the_running_reconcile_finish_and_begins_no_other()
    {
        var mayEnd = new TaskCompletionSource();
        var ended = false;
        Start(
            async (_, _) =>
            {
                await mayEnd.Task;
                ended = true;
                return new Revisit.Never();
            },
            workers: 1);
        Queue.Add("running");
        Queue.Add("waiting");
        await BeganAsync();

        await Stopping.CancelAsync();
        Assert.False(Running.IsCompleted);
        mayEnd.SetResult();
        await Running;

        Assert.True(ended);
        Assert.False(Began.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_stop_cancels_what_does_not_end_in_time()
    {
        Start(async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, Time, token);
            return new Revisit.Never();
        });
        Queue.Add("stuck");
        await BeganAsync();

        await Stopping.CancelAsync();
        await Time.PassAsync(TimeSpan.FromSeconds(20), Token);
        await Running;

        Assert.Contains(Log.All, line => line.Level == LogLevel.Warning && line.Text.Contains("stuck", StringComparison.Ordinal));
    }
}
