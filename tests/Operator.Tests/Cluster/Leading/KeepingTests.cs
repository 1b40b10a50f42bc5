using Xunit;

namespace Operator.Tests.Cluster.Leading;

/// <summary>What a leader survives, and what ends it.</summary>
public sealed class KeepingTests : IDisposable
{
    private readonly OneLease _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task It_goes_on_as_long_as_it_renews()
    {
        await using var one = await LeadingAsync();

        await one.TryAgainAsync(times: 100);

        Assert.True(one.IsLeading);
        Assert.Equal("2000-01-01T00:08:20.000000Z", (string?)_server.Spec["renewTime"]);
        Assert.Equal("2000-01-01T00:00:00.000000Z", (string?)_server.Spec["acquireTime"]);
        Assert.Equal(0, (int)_server.Spec["leaseTransitions"]!);
    }

    [Theory]
    [InlineData(Trouble.Break)]
    [InlineData(Trouble.ServerError)]
    [InlineData(Trouble.Conflict)]
    [InlineData(Trouble.LoseAnswer)]
    internal async Task Trouble_that_ends_before_the_deadline_costs_nothing(Trouble trouble)
    {
        await using var one = await LeadingAsync();
        _server.Next(trouble, times: 100);
        await one.TryAgainAsync(times: 4);

        _server.Next(trouble, times: 0);
        await one.TryAgainAsync();

        Assert.Equal(TimeSpan.FromSeconds(30), one.Leadership.Left);
        Assert.Equal("one", _server.Holder);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_asked_again_before_the_deadline()
    {
        await using var one = await LeadingAsync();
        _server.Next(Trouble.Silence);
        one.Time.Advance(Candidate.Retry);
        await one.Time.PassAsync(2 * Candidate.Retry, Token);
        await one.TriedAsync();
        Assert.Equal(TimeSpan.FromSeconds(15), one.Leadership.Left);

        await one.TryAgainAsync();

        Assert.Equal(TimeSpan.FromSeconds(30), one.Leadership.Left);
    }

    [Fact]
    public async Task An_answer_that_was_long_on_its_way_counts_from_when_it_was_asked_for()
    {
        await using var one = await LeadingAsync();
        var gate = new TaskCompletionSource();
        _server.Gate = gate.Task;
        one.Time.Advance(Candidate.Retry);
        await one.Time.BegunAsync(Candidate.CallTimeout, Token);
        one.Time.Advance(TimeSpan.FromSeconds(4));

        gate.SetResult();
        await one.TriedAsync();

        Assert.Equal(TimeSpan.FromSeconds(26), one.Leadership.Left);
    }

    [Fact]
    public async Task Without_a_renewal_it_ends_at_the_deadline_by_itself()
    {
        await using var one = await LeadingAsync();
        _server.Next(Trouble.Break, times: 100);
        await one.TryAgainAsync(times: 5);

        one.Time.Advance(Candidate.Retry - TimeSpan.FromTicks(1));
        Assert.True(one.IsLeading);
        one.Time.Advance(TimeSpan.FromTicks(1));
        Assert.False(one.IsLeading);

        await one.Running.WaitAsync(Token);
        Assert.Contains("could not be renewed for 30 s", one.Log.Lines.All.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Also_when_the_last_try_is_still_waiting_for_its_answer()
    {
        await using var one = await LeadingAsync();
        _server.Next(Trouble.Break, times: 4);
        await one.TryAgainAsync(times: 4);
        _server.Next(Trouble.Silence, times: 100);
        one.Time.Advance(Candidate.Retry);

        await one.TriedAsync(); // What is left of the deadline is now as long as a pause.
        one.Time.Advance(Candidate.Retry);

        await one.Running.WaitAsync(Token);
        Assert.False(one.IsLeading);
    }

    [Fact]
    public async Task A_wall_clock_that_jumps_ends_nothing()
    {
        await using var one = await LeadingAsync();

        one.Time.WallClockOff = TimeSpan.FromDays(400);
        Assert.Equal(TimeSpan.FromSeconds(30), one.Leadership.Left);

        await one.TryAgainAsync();
        one.Time.WallClockOff = TimeSpan.FromDays(-400);
        Assert.Equal(TimeSpan.FromSeconds(30), one.Leadership.Left);
    }

    [Fact]
    public async Task A_Lease_that_another_one_holds_ends_it_at_once()
    {
        await using var one = await LeadingAsync();
        _server.Put("other");

        one.Time.Advance(Candidate.Retry);
        await one.Running.WaitAsync(Token);

        Assert.False(one.IsLeading);
        Assert.Equal("other", _server.Holder);
        Assert.Contains("other holds it", one.Log.Lines.All.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Lease_that_somebody_deleted_is_made_anew()
    {
        await using var one = await LeadingAsync();
        _server.Delete();

        await one.TryAgainAsync();

        Assert.Equal("one", _server.Holder);
        Assert.Equal(TimeSpan.FromSeconds(30), one.Leadership.Left);
    }

    [Fact]
    public async Task The_same_trouble_is_told_once_and_again_when_it_comes_again()
    {
        await using var one = await LeadingAsync();
        var before = one.Log.Lines.All.Count;

        for (var round = 0; round < 2; round++)
        {
            _server.Next(Trouble.Break, times: 3);
            await one.TryAgainAsync(times: 4);
        }

        Assert.Equal(2, one.Log.Lines.All.Count - before);
    }

    private async Task<Candidate> LeadingAsync()
    {
        var one = _server.Candidate("one");
        await one.TriedAsync();
        Assert.True(one.IsLeading);
        return one;
    }
}
