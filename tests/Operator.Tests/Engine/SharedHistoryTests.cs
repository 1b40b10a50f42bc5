using Microsoft.Extensions.Time.Testing;
using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

/// <summary>Random histories of workers that ask, are put off and end: the shares hold at every step, and every wish is served.</summary>
public sealed class SharedHistoryTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(4, 10)]
    [InlineData(5, 10)]
    public async Task No_history_breaks_a_share_or_forgets_a_key(int seed, int workers)
    {
        var (random, shares) = (new Random(seed), QueueShares.Of(workers));
        using var queue = new WorkQueue<string>(new FakeTimeProvider(), null, shares, FlowOf);
        var (inWork, wanted) = (new HashSet<string>(), new HashSet<string>());
        for (var step = 0; step < 3000 || wanted.Count + inWork.Count > 0; step++)
        {
            if (step < 3000 && random.Next(3) == 0)
            {
                var added = $"{random.Next(4)}/{random.Next(20)}";
                queue.Add(added, (Priority)random.Next(2));
                wanted.Add(added);
            }
            else if (inWork.Count > 0 && random.Next(2) == 0)
            {
                End(queue, inWork, wanted, inWork.ElementAt(random.Next(inWork.Count)), isPutOff: random.Next(3) == 0);
            }
            else if (inWork.Count < workers && await NextAsync(queue) is { } key)
            {
                Assert.True(wanted.Remove(key), $"{key} was taken, and nobody wanted it");
                Assert.True(inWork.Add(key), $"{key} is with two workers");
            }

            Assert.True(inWork.Count(queue.IsLongRunning) <= shares.MostLongRunning);
            Assert.All(inWork.GroupBy(FlowOf), flow => Assert.True(flow.Count() <= shares.Workers.Most && flow.Count(queue.IsLongRunning) <= shares.LongRunning.Most));
            Assert.True(step < 100_000, $"{string.Join(", ", wanted)} is never served");
        }
    }

    /// <summary>Null where none is ready.</summary>
    private static async Task<string?> NextAsync(WorkQueue<string> queue)
    {
        using var impatient = new CancellationTokenSource();
        var next = queue.TakeAsync(impatient.Token);
        await impatient.CancelAsync();
        return await next;
    }

    /// <summary>Who finds no long-running turn comes back for one.</summary>
    private static void End(WorkQueue<string> queue, HashSet<string> inWork, HashSet<string> wanted, string key, bool isPutOff)
    {
        if (isPutOff && !queue.TryLengthen(key))
        {
            queue.PutOff(key);
            wanted.Add(key);
            inWork.Remove(key);
            queue.Done(key);
        }
        else if (!isPutOff)
        {
            inWork.Remove(key);
            queue.Done(key);
        }
    }

    private static string FlowOf(string key) => key.Split('/')[0];
}
