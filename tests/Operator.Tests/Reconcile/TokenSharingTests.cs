using Operator.Cluster;
using Operator.Reconcile;
using Xunit;

namespace Operator.Tests.Reconcile;

/// <summary>What reconciles that run at the same time have of each other's reads, and what is left of a token after them.</summary>
public sealed class TokenSharingTests : KeyRingTest
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Reconciles_that_run_together_read_a_token_once()
    {
        Cluster.Gate = _gate.Task;
        var all = Enumerable.Range(0, 50).Select(_ => ReconcileAsync()).ToArray();

        _gate.SetResult();

        Assert.All(await Task.WhenAll(all), header => Assert.Equal("Bearer dbtc_first", header));
        Assert.Equal(1, Cluster.Reads);
    }

    [Fact]
    public async Task One_that_begins_before_another_has_ended_needs_no_read_of_its_own()
    {
        var running = new Borrowed();
        await LookAsync(running);
        using var next = new Borrowed();

        var key = await LookAsync(next);
        var header = await HeaderAsync(key);
        running.Dispose();

        Assert.Equal(("Bearer dbtc_first", 1), (header, Cluster.Reads));
    }

    [Fact]
    public async Task One_that_begins_after_the_Secret_changed_gets_the_new_token_though_the_old_one_is_still_in_use()
    {
        using var running = new Borrowed();
        await LookAsync(running);
        Cluster.Store("dbt-cloud", ("token", "dbtc_second"));

        Assert.Equal("Bearer dbtc_second", await ReconcileAsync());
    }

    [Fact]
    public async Task Of_a_Secret_that_nobody_follows_everyone_reads_what_it_holds_now()
    {
        Cluster.WatchesSecrets = false;
        using var running = new Borrowed();
        await LookAsync(running);
        Cluster.Store("dbt-cloud", ("token", "dbtc_second"));

        Assert.Equal("Bearer dbtc_second", await ReconcileAsync());
    }

    [Fact]
    public async Task One_that_is_cancelled_while_it_waits_takes_the_token_from_nobody()
    {
        Cluster.Gate = _gate.Task;
        using var timeout = new CancellationTokenSource();
        using var borrowed = new Borrowed();
        var cancelled = LookAsync(borrowed, timeout.Token);
        var other = ReconcileAsync();
        await Cluster.Asked.WaitAsync(Token);

        await timeout.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        borrowed.Dispose();
        _gate.SetResult();

        Assert.Equal(("Bearer dbtc_first", 1), (await other, Cluster.Reads));
    }

    [Fact]
    public async Task An_API_server_that_could_not_be_asked_once_is_asked_again_by_the_next_also_while_the_first_still_runs()
    {
        Cluster.Instead = new KeyAnswer.Unavailable("etcd has no leader");
        using var running = new Borrowed();
        await LookAsync(running);

        Cluster.Instead = null;

        Assert.Equal("Bearer dbtc_first", await ReconcileAsync());
    }

    [Fact]
    public async Task A_read_that_fails_unexpectedly_is_not_kept()
    {
        Cluster.Panic = new FormatException("not base64");
        await Assert.ThrowsAsync<FormatException>(ReconcileAsync);

        Cluster.Panic = null;

        Assert.Equal("Bearer dbtc_first", await ReconcileAsync());
    }

    [Fact]
    public async Task When_the_last_has_given_back_nothing_of_the_token_is_left_in_memory()
    {
        var running = new Stack<Borrowed>([new Borrowed(), new Borrowed()]);
        foreach (var borrowed in running)
        {
            await UseAsync(borrowed);
        }

        running.Pop().Dispose();
        Assert.True(await IsInMemoryAsync());
        running.Pop().Dispose();

        Assert.False(await IsInMemoryAsync());
        Assert.Equal(1, Cluster.Reads);
    }

    /// <summary>A method of its own, so that no frame of the test holds the token.</summary>
    private async Task UseAsync(Borrowed borrowed)
    {
        var key = await LookAsync(borrowed);
        Assert.Equal("Bearer dbtc_first", await HeaderAsync(key));
    }

    private async Task<bool> IsInMemoryAsync()
    {
        await Task.Yield();
        GC.Collect();
        return Cluster.LastValue.IsAlive;
    }
}
