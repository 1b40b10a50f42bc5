using Xunit;

namespace Operator.Tests.Cluster.Leading;

/// <summary>What a replica that is told to stop leaves to the others.</summary>
public sealed class ReleasingTests : IDisposable
{
    private readonly OneLease _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Its_Lease_is_free()
    {
        await using var one = _server.Candidate("one");
        await one.TriedAsync();

        await one.StopAsync();

        Assert.Equal(("", 1), (_server.Holder, (int)_server.Spec["leaseDurationSeconds"]!));
        Assert.False(one.IsLeading);
    }

    [Fact]
    public async Task The_next_one_leads_at_its_next_retry()
    {
        await using var one = _server.Candidate("one");
        await one.TriedAsync();
        await using var two = _server.Candidate("two");
        await two.TriedAsync();
        Assert.False(two.IsLeading);

        await one.StopAsync();
        await two.TryAgainAsync();

        Assert.True(two.IsLeading);
        Assert.Equal(("two", 1), (_server.Holder, (int)_server.Spec["leaseTransitions"]!));
    }

    [Fact]
    public async Task A_follower_leaves_the_Lease_as_it_is()
    {
        _server.Put("other");
        var before = _server.Stored!.ToJsonString();
        await using var one = _server.Candidate("one");
        await one.TriedAsync();

        await one.StopAsync();

        Assert.Equal(before, _server.Stored!.ToJsonString());
    }

    [Fact]
    public async Task A_Lease_that_it_got_without_hearing_of_it_is_free_as_well()
    {
        _server.Next(Trouble.LoseAnswer);
        await using var one = _server.Candidate("one");
        await one.TriedAsync();
        Assert.Equal("one", _server.Holder);
        Assert.False(one.IsLeading);

        await one.StopAsync();

        Assert.Equal("", _server.Holder);
    }

    [Fact]
    public async Task A_Lease_that_another_one_took_meanwhile_stays_theirs()
    {
        await using var one = _server.Candidate("one");
        await one.TriedAsync();
        _server.Put("other");

        await one.StopAsync();

        Assert.Equal("other", _server.Holder);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_holds_up_nobody()
    {
        await using var one = _server.Candidate("one");
        await one.TriedAsync();
        _server.Next(Trouble.Silence, times: 100);

        var stopping = one.StopAsync();
        await one.Time.PassAsync(TimeSpan.FromSeconds(3), Token);
        await stopping;

        Assert.False(one.IsLeading);
        Assert.Contains("others wait until it expires", one.Log.Lines.All.Last().Text, StringComparison.Ordinal);
    }
}
