using Microsoft.Extensions.Time.Testing;
using Operator.Engine;
using Operator.Hosting;
using Operator.Tests.Engine;
using Xunit;

namespace Operator.Tests.Hosting;

/// <summary>When memory is handed back, seen from a real queue.</summary>
public sealed class MemoryReliefTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly QueueNews _news = new();
    private readonly WorkQueue<string> _queue;
    private int _collections;

    public MemoryReliefTests() => _queue = new WorkQueue<string>(_time, new MemoryRelief(_news, () => _collections++));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task After_a_burst_it_is_handed_back_once_as_soon_as_the_queue_is_empty()
    {
        await WorkAsync(MemoryRelief.Burst - 1, alsoWaits: "last");
        Assert.Equal(0, _collections);
        await _queue.TakeAsync(Token);
        _queue.Done("last");

        Assert.Equal(1, _collections);
    }

    [Fact]
    public async Task A_few_keys_are_not_worth_it()
    {
        await WorkAsync(MemoryRelief.Burst - 1);

        Assert.Equal(0, _collections);
    }

    [Fact]
    public async Task A_few_keys_again_and_again_do_not_add_up_to_a_burst()
    {
        await WorkAsync(MemoryRelief.Burst - 1);
        await WorkAsync(MemoryRelief.Burst - 1);

        Assert.Equal(0, _collections);
    }

    [Fact]
    public async Task A_few_keys_after_a_burst_do_not_bring_another_collection_and_a_second_burst_does()
    {
        await WorkAsync(MemoryRelief.Burst);
        await WorkAsync(5);
        Assert.Equal(1, _collections);

        await WorkAsync(MemoryRelief.Burst);

        Assert.Equal(2, _collections);
    }

    [Fact]
    public async Task All_that_the_queue_tells_reaches_the_next_who_wants_to_know()
    {
        _queue.Add("a");
        _time.Advance(TimeSpan.FromSeconds(2));
        await _queue.TakeAsync(Token);
        _queue.AddAfter("a", TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromSeconds(3));
        _queue.Done("a");

        Assert.Equal(["added", "taken after 2 s", "delayed", "done after 3 s", "drained"], _news.All);
    }

    private async Task WorkAsync(int keys, string? alsoWaits = null)
    {
        for (var key = 0; key < keys; key++)
        {
            _queue.Add($"{key}");
        }

        if (alsoWaits is not null)
        {
            _queue.Add(alsoWaits);
        }

        for (var key = 0; key < keys; key++)
        {
            await _queue.TakeAsync(Token);
        }

        for (var key = 0; key < keys; key++)
        {
            _queue.Done($"{key}");
        }
    }
}
