using Operator.Cluster;
using Operator.Reconcile;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Reconcile;

/// <summary>When the content of a Secret is read, and when what is known already will do.</summary>
public sealed class TokenReadingTests : KeyRingTest
{
    [Fact]
    public async Task A_token_is_read_for_what_it_is_and_given_to_the_reconcile_that_asks_for_it()
    {
        using var borrowed = new Borrowed();

        var key = await LookAsync(borrowed);

        Assert.Equal(Reasons.SecretsResolved.Resolved, key.Seen.Reason);
        Assert.Equal(("Bearer dbtc_first", "Bearer dbtc_first"), (await HeaderAsync(key), await HeaderAsync(key)));
        Assert.Equal(1, Cluster.Reads);
    }

    [Fact]
    public async Task A_Secret_that_was_judged_at_the_revision_that_exists_is_not_read_while_nobody_needs_its_token()
    {
        await ReconcileAsync();
        using var borrowed = new Borrowed();

        var key = await LookAsync(borrowed);

        Assert.Equal((Reasons.SecretsResolved.Resolved, "uid-of-dbt-cloud/11"), (key.Seen.Reason, key.Seen.Revision));
        Assert.Equal(1, Cluster.Reads);
        Assert.Equal("Bearer dbtc_first", await HeaderAsync(key));
        Assert.Equal(2, Cluster.Reads);
    }

    [Fact]
    public async Task A_Secret_that_changed_is_read_and_judged_again()
    {
        await ReconcileAsync();
        Cluster.Store("dbt-cloud", ("token", "dbtc_second\n"));
        using var borrowed = new Borrowed();

        var key = await LookAsync(borrowed);

        Assert.Equal((Reasons.SecretsResolved.SecretMalformed, "uid-of-dbt-cloud/12"), (key.Seen.Reason, key.Seen.Revision));
        Assert.Null(await HeaderAsync(key));
    }

    [Fact]
    public async Task A_Secret_that_is_known_to_be_bad_is_not_read_again_until_it_changes()
    {
        Cluster.Store("dbt-cloud", ("token", ""));
        await ReconcileAsync();

        Assert.Null(await ReconcileAsync());
        Assert.Equal(1, Cluster.Reads);
        Cluster.Store("dbt-cloud", ("token", "dbtc_repaired"));

        Assert.Equal("Bearer dbtc_repaired", await ReconcileAsync());
    }

    [Fact]
    public async Task A_Secret_that_nobody_follows_is_read_for_each_reconcile()
    {
        Cluster.WatchesSecrets = false;
        await ReconcileAsync();
        Cluster.Store("dbt-cloud", ("token", "dbtc_second"));

        Assert.Equal("Bearer dbtc_second", await ReconcileAsync());
        Assert.Equal(2, Cluster.Reads);
    }

    [Fact]
    public async Task A_Secret_that_does_not_exist_is_an_answer_and_is_asked_for_again()
    {
        var cluster = new FakeCluster();
        var ring = new KeyRing(cluster, TimeProvider.System);
        var reference = new KeyReference("data", "Secret", "dbt-cloud", "token");
        using var borrowed = new Borrowed();
        var missing = await ring.LookAsync(reference, TokenOwner.DbtCloud, borrowed, Token);
        Assert.Equal(Reasons.SecretsResolved.SecretNotFound, missing.Seen.Reason);
        Assert.Equal((null, null), (missing.Unavailable, await HeaderAsync(missing)));

        cluster.Store("dbt-cloud", ("token", FirstToken));

        Assert.Equal("Bearer dbtc_first", await HeaderAsync(await ring.LookAsync(reference, TokenOwner.DbtCloud, borrowed, Token)));
    }

    [Fact]
    public async Task An_API_server_that_cannot_be_asked_is_no_judgement_of_the_Secret()
    {
        Cluster.Instead = new KeyAnswer.Unavailable("etcd has no leader");
        using (var borrowed = new Borrowed())
        {
            var key = await LookAsync(borrowed);
            Assert.Equal(("etcd has no leader", null), (key.Unavailable, await HeaderAsync(key)));
        }

        Cluster.Instead = null;

        Assert.Equal("Bearer dbtc_first", await ReconcileAsync());
    }

    [Fact]
    public async Task A_judged_Secret_whose_content_cannot_be_read_just_then_says_so_when_the_token_is_wanted()
    {
        await ReconcileAsync();
        using var borrowed = new Borrowed();
        var key = await LookAsync(borrowed);
        Assert.Null(key.Unavailable);

        Cluster.Instead = new KeyAnswer.Unavailable("etcd has no leader");

        Assert.Null(await HeaderAsync(key));
        Assert.Equal("etcd has no leader", key.Unavailable);
    }
}
