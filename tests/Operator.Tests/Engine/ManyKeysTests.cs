using Microsoft.Extensions.Time.Testing;
using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

public sealed class ManyKeysTests
{
    [Fact]
    public async Task A_turn_costs_no_more_where_ten_thousand_keys_of_one_namespace_wait()
    {
        Assert.Equal(await LooksAsync(keys: 20), await LooksAsync(keys: 10_000));
    }

    /// <summary>How often keys are looked at in ten turns of two namespaces, of which one has so many keys.</summary>
    private static async Task<int> LooksAsync(int keys)
    {
        using var queue = new WorkQueue<CountedKey>(new FakeTimeProvider(), null, QueueShares.Of(10), key => key.Flow);
        for (var number = 0; number < keys; number++)
        {
            queue.Add(new CountedKey("crowded", number), number % 2 == 0 ? Priority.Low : Priority.Normal);
        }

        queue.Add(new CountedKey("alone", keys));
        var before = CountedKey.Looks;
        for (var turn = 0; turn < 10; turn++)
        {
            var key = await queue.TakeAsync(TestContext.Current.CancellationToken);
            queue.Add(key!);
            queue.Done(key!);
        }

        return CountedKey.Looks - before;
    }
}
