using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

/// <summary>Work that may hold its worker for long: of ten workers at most eight, of one namespace at most seven of these.</summary>
public sealed class LongRunningTests() : SharedQueueTest(workers: 10)
{
    [Fact]
    public async Task One_namespace_never_has_all_the_long_running_turns()
    {
        Add("b", 8);
        Assert.Equal([true, true, true, true, true, true, true, false], (await TakeAsync(8)).Select(key => Queue.TryLengthen(key!)));

        Queue.Add("a/asks");
        await TakeAsync(1);

        Assert.True(Queue.TryLengthen("a/asks"));
    }

    [Fact]
    public async Task Some_workers_do_none_of_it()
    {
        await EightAskAsync();
        Queue.Add("d/asks");
        Assert.Equal(["d/asks"], await TakeAsync(1));
        Assert.False(Queue.TryLengthen("d/asks"));
        PutOff("d/asks");
        Queue.Add("a/edited");

        Assert.Equal(["a/edited"], await TakeAsync(1));
        await NothingIsReadyAsync();
    }

    [Fact]
    public async Task Who_was_put_off_comes_back_with_a_long_running_turn_once_one_is_free()
    {
        await EightAskAsync();
        Queue.Add("d/asks");
        await TakeAsync(1);
        PutOff("d/asks");
        var next = Waits();

        Queue.Done("b/1");

        Assert.Equal("d/asks", await next);
        Assert.True(Queue.IsLongRunning("d/asks"));
        await NothingIsReadyAsync();
    }

    [Fact]
    public async Task Nobody_is_served_before_those_who_were_put_off_and_their_namespaces_take_turns()
    {
        await EightAskAsync();
        string[] late = ["b/8", "b/9", "d/1"];
        foreach (var key in late)
        {
            Queue.Add(key);
            await TakeAsync(1);
            PutOff(key);
        }

        Queue.Add("e/1");
        await TakeAsync(1);
        Queue.Done("c/1");
        Assert.False(Queue.TryLengthen("e/1"));
        PutOff("e/1");
        Queue.Done("b/1");
        Queue.Done("b/2");

        Assert.Equal(["d/1", "e/1", "b/8"], await TakeAsync(3));
    }

    [Fact]
    public async Task An_event_for_a_key_that_was_put_off_is_looked_at_without_waiting()
    {
        await EightAskAsync();
        Queue.Add("b/asks");
        await TakeAsync(1);
        PutOff("b/asks");
        await NothingIsReadyAsync();

        Queue.Add("b/asks");

        Assert.Equal(["b/asks"], await TakeAsync(1));
        Assert.False(Queue.IsLongRunning("b/asks"));
    }

    [Fact]
    public async Task So_is_one_that_came_while_it_was_still_worked_on()
    {
        await EightAskAsync();
        Queue.Add("b/asks");
        await TakeAsync(1);
        Queue.Add("b/asks");

        PutOff("b/asks");

        Assert.Equal(["b/asks"], await TakeAsync(1));
        Assert.False(Queue.IsLongRunning("b/asks"));
    }

    [Fact]
    public async Task A_key_that_was_put_off_waits_at_one_place()
    {
        await EightAskAsync();
        Queue.Add("b/asks");
        await TakeAsync(1);
        PutOff("b/asks");
        Queue.Add("b/asks", Priority.Low);
        Queue.Done("b/1");

        Assert.Equal(["b/asks"], await TakeAsync(1));
        Queue.Done("b/asks");
        Queue.Done("b/2");
        await NothingIsReadyAsync();
    }

    [Fact]
    public async Task What_nobody_waits_for_takes_long_running_turns_from_the_start_and_leaves_the_other_workers_alone()
    {
        Add("b", 40, Priority.Low);
        Assert.All(await TakeAsync(7), key => Assert.True(Queue.IsLongRunning(key!)));
        Add("c", 40, Priority.Low);
        Assert.Equal(["c/1"], await TakeAsync(1));
        var next = Waits();

        Queue.Add("b/edited");

        Assert.Equal("b/edited", await next);
    }

    /// <summary>Four of b, and four of c.</summary>
    private async Task EightAskAsync()
    {
        Add("b", 4);
        Add("c", 4);
        Assert.All(await TakeAsync(8), key => Assert.True(Queue.TryLengthen(key!)));
    }

    private void PutOff(string key)
    {
        Queue.PutOff(key);
        Queue.Done(key);
    }
}
