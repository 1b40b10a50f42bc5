using Microsoft.Extensions.Logging;
using Xunit;

namespace Operator.Tests.Cluster.Leading;

/// <summary>How a replica comes to lead, and when it does not.</summary>
public sealed class AcquiringTests : IDisposable
{
    private readonly OneLease _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_Lease_that_is_not_there_is_made_and_held_at_once()
    {
        await using var one = _server.Candidate("one");
        await one.Leadership.Begun.WaitAsync(Token);

        Assert.Equal(("one", 35, 0), (_server.Holder, (int)_server.Spec["leaseDurationSeconds"]!, (int)_server.Spec["leaseTransitions"]!));
        Assert.True(one.IsLeading);
    }

    [Fact]
    public async Task Its_times_have_six_digits_after_the_second_also_on_the_full_second()
    {
        await using var one = _server.Candidate("one");
        await one.TriedAsync();

        Assert.Equal("2000-01-01T00:00:00.000000Z", (string?)_server.Spec["renewTime"]);
        Assert.Equal("2000-01-01T00:00:00.000000Z", (string?)_server.Spec["acquireTime"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_Lease_that_was_released_is_taken_at_once(string? holder)
    {
        _server.Put(holder);

        await using var one = _server.Candidate("one");
        await one.Leadership.Begun.WaitAsync(Token);

        Assert.Equal(("one", 4), (_server.Holder, (int)_server.Spec["leaseTransitions"]!));
        Assert.Equal("2000-01-01T00:00:00.000000Z", (string?)_server.Spec["acquireTime"]);
    }

    [Fact]
    public async Task A_foreign_Lease_is_taken_once_it_was_seen_unchanged_for_its_duration_however_old_it_says_it_is()
    {
        _server.Put("other", renewTime: "1999-01-01T00:00:00.000000Z");
        await using var one = _server.Candidate("one");
        await one.TriedAsync();

        await one.TryAgainAsync(times: 6);
        Assert.Equal("other", _server.Holder);

        await one.TryAgainAsync();
        Assert.Equal(("one", 4), (_server.Holder, (int)_server.Spec["leaseTransitions"]!));
    }

    [Fact]
    public async Task A_holder_whose_clock_is_far_ahead_is_succeeded_as_soon_as_any_other()
    {
        _server.Put("other", renewTime: "2199-01-01T00:00:00.000000Z");
        await using var one = _server.Candidate("one");
        await one.TriedAsync();

        await one.TryAgainAsync(times: 7);

        Assert.Equal("one", _server.Holder);
    }

    [Fact]
    public async Task A_foreign_Lease_that_is_renewed_is_left_alone_for_ever()
    {
        _server.Put("other");
        await using var one = _server.Candidate("one");
        await one.TriedAsync();

        for (var round = 1; round <= 20; round++)
        {
            await one.TryAgainAsync(times: 6);
            _server.Put("other", renewTime: $"2020-01-01T00:00:{round:00}.000000Z");
        }

        Assert.Equal("other", _server.Holder);
    }

    [Fact]
    public async Task The_duration_that_counts_is_the_one_written_in_the_Lease()
    {
        _server.Put("other", seconds: 60);
        await using var one = _server.Candidate("one");
        await one.TriedAsync();

        await one.TryAgainAsync(times: 11);
        Assert.Equal("other", _server.Holder);

        await one.TryAgainAsync();
        Assert.Equal("one", _server.Holder);
    }

    [Fact]
    public async Task The_wall_clock_may_jump_and_nobody_takes_over_sooner()
    {
        _server.Put("other");
        await using var one = _server.Candidate("one");
        await one.TriedAsync();
        await one.TryAgainAsync(times: 3);

        one.Time.WallClockOff = TimeSpan.FromHours(1);
        await one.TryAgainAsync(times: 3);
        Assert.Equal("other", _server.Holder);

        one.Time.WallClockOff = TimeSpan.FromHours(-1);
        await one.TryAgainAsync();
        Assert.Equal("one", _server.Holder);
    }

    [Theory]
    [InlineData(Trouble.Break)]
    [InlineData(Trouble.ServerError)]
    [InlineData(Trouble.LoseAnswer)]
    internal async Task Trouble_while_acquiring_is_tried_again_without_end(Trouble trouble)
    {
        _server.Put("");
        _server.Next(trouble, times: 100);
        await using var one = _server.Candidate("one");
        await one.TriedAsync();
        await one.TryAgainAsync(times: 50);
        Assert.False(one.IsLeading);

        _server.Next(trouble, times: 0);
        await one.TryAgainAsync();

        Assert.True(one.IsLeading);
    }

    [Fact]
    public async Task A_right_that_is_missing_is_told_once_with_the_rule_to_add()
    {
        _server.Next(Trouble.Forbidden, times: 100);
        await using var one = _server.Candidate("one");
        await one.TriedAsync();
        await one.TryAgainAsync(times: 5);

        var line = Assert.Single(one.Log.Lines.All);
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.Contains("get, create and update on resources [\"leases\"] in apiGroups [\"coordination.k8s.io\"]", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_namespace_that_is_missing_is_told_once_with_both_ways_out()
    {
        _server.HasNamespace = false;
        await using var one = _server.Candidate("one");
        await one.TriedAsync();
        await one.TryAgainAsync(times: 5);

        var line = Assert.Single(one.Log.Lines.All);
        Assert.Contains("namespace ops: create that namespace, or name another with --lease-namespace", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_followed_is_told_once()
    {
        _server.Put("other");
        await using var one = _server.Candidate("one");
        await one.TriedAsync();
        await one.TryAgainAsync(times: 5);

        Assert.Equal("Following: the Lease ops/operator is held by other", Assert.Single(one.Log.Lines.All).Text);
    }

    [Fact]
    public async Task What_others_wrote_on_the_Lease_stays()
    {
        _server.Put("");
        await using var one = _server.Candidate("one");
        await one.TriedAsync();
        await one.TryAgainAsync();

        Assert.Equal("the platform team", (string?)_server.Stored!["metadata"]!["annotations"]!["owner"]);
    }
}
