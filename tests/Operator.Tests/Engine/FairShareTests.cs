using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

/// <summary>What one namespace may take of ten workers.</summary>
public sealed class FairShareTests() : SharedQueueTest(workers: 10)
{
    [Fact]
    public async Task Namespaces_are_served_in_turn_however_many_keys_one_of_them_has()
    {
        Add("b", 4);
        Add("a", 1);
        Add("c", 1);

        Assert.Equal(["b/1", "a/1", "c/1", "b/2", "b/3", "b/4"], await TakeAsync(6));
    }

    [Fact]
    public async Task While_others_wait_a_namespace_has_no_more_than_half_of_the_workers()
    {
        Add("b", 40);
        await TakeAsync(5);
        Add("a", 3);

        Assert.Equal(["a/1", "a/2", "a/3", "b/6"], await TakeAsync(4));
    }

    [Fact]
    public async Task Alone_it_has_all_but_one_which_waits_for_others()
    {
        Add("b", 40);
        await TakeAsync(9);
        var last = Waits();

        Queue.Add("a/edited");

        Assert.Equal("a/edited", await last);
    }

    [Fact]
    public async Task It_goes_on_when_some_of_its_work_has_ended()
    {
        Add("b", 40);
        await TakeAsync(9);
        var last = Waits();

        Queue.Done("b/3");

        Assert.Equal("b/10", await last);
        await NothingIsReadyAsync();
    }

    [Fact]
    public async Task A_key_that_was_added_while_it_was_worked_on_waits_for_its_namespaces_turn()
    {
        Add("b", 2);
        await TakeAsync(2);
        Queue.Add("b/1");
        Add("a", 1);
        Queue.Add("b/3");

        Queue.Done("b/1");

        Assert.Equal(["a/1", "b/3", "b/1"], await TakeAsync(3));
        await NothingIsReadyAsync();
    }

    [Fact]
    public async Task What_nobody_waits_for_is_taken_now_and_then_even_if_the_urgent_never_ends()
    {
        Queue.Add("a/listed", Priority.Low);
        var taken = new List<string?>();
        for (var turn = 0; turn < 12; turn++)
        {
            Queue.Add($"b/{turn}");
            var key = (await TakeAsync(1))[0];
            taken.Add(key);
            Queue.Done(key!);
        }

        Assert.Equal(Line<string>.MostUrgentInARow, taken.IndexOf("a/listed"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(10, 9)]
    [InlineData(100, 99)]
    public void A_namespace_alone_has_all_workers_but_one_and_a_single_worker_cannot_be_shared(int workers, int most)
    {
        Assert.Equal(most, QueueShares.Of(workers).Workers.Most);
        Assert.InRange(QueueShares.Of(workers).MostLongRunning, 1, Math.Max(1, workers - 1));
    }
}
