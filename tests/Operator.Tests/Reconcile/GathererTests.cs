using Microsoft.Extensions.Time.Testing;
using Operator.Cluster;
using Operator.Outbound;
using Operator.Plan;
using Operator.Reconcile;
using Operator.Resource;
using Operator.Tests.Plan;
using Xunit;

namespace Operator.Tests.Reconcile;

/// <summary>What one reconcile knows when the API server is in trouble: nothing that it could judge from.</summary>
public sealed class GathererTests
{
    private readonly FakeCluster _cluster = new();
    private readonly Gatherer _gatherer;

    public GathererTests()
    {
        var time = new FakeTimeProvider();
        var (options, outside) = (new PlanOptions(), new Outside(time));
        _cluster.Store("dbt-cloud", ("token", "dbtc_canary"));
        _cluster.Store("openmetadata-bot", ("jwtToken", "eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl"));
        _gatherer = new Gatherer(
            _cluster,
            new KeyRing(_cluster, time),
            new CaBundles(time),
            new ConnectionTest(outside.DbtCloud, time),
            new OpenMetadataTest(outside.OpenMetadata, _cluster, options, time),
            new OutcomeGatherer(outside.OpenMetadata, options),
            new Arrivals(_cluster, outside.Calls),
            new HostPolicy(new OutboundOptions()),
            options,
            time);
    }

    [Fact]
    public async Task Everything_that_is_well_is_seen()
    {
        var world = Assert.IsType<Gathered.Seen>(await GatherAsync()).World;

        Assert.Equal(Reasons.SecretsResolved.Resolved, world.DbtToken.Reason);
        Assert.Equal(Reasons.SecretsResolved.Resolved, world.BotToken.Reason);
        Assert.Equal(Reasons.ConnectionVerified.Verified, world.Connection.Reason);
        Assert.Equal("1.13.3", world.OpenMetadata.Version);
    }

    [Fact]
    public async Task Secrets_that_cannot_be_read_just_then_are_no_observation()
    {
        _cluster.Instead = new KeyAnswer.Unavailable("etcd has no leader");

        Assert.Equal("etcd has no leader", Assert.IsType<Gathered.NotNow>(await GatherAsync()).Why);
    }

    [Fact]
    public async Task Nor_is_a_Secret_that_was_judged_before_and_cannot_be_read_when_its_token_is_needed()
    {
        await GatherAsync();
        _cluster.Instead = new KeyAnswer.Unavailable("etcd has no leader");

        Assert.Equal("etcd has no leader", Assert.IsType<Gathered.NotNow>(await GatherAsync()).Why);
    }

    private async Task<Gathered> GatherAsync()
    {
        using var borrowed = new Borrowed();
        using var outside = OutsideWork.Unlimited();
        return await _gatherer.GatherAsync(GoldenCase.Load("created").Ingestion, borrowed, outside, TestContext.Current.CancellationToken);
    }
}
