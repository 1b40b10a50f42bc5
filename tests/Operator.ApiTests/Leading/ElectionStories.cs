using Operator.ApiTests.Contract;
using Operator.ApiTests.Servers;
using Operator.Cluster.Api;
using Operator.Tests.Cluster.Leading;
using Xunit;

namespace Operator.ApiTests.Leading;

/// <summary>Two replicas and a Lease on a server that really keeps it.</summary>
public sealed class ElectionStories(TestServers servers)
{
    private const string Lease = "/apis/coordination.k8s.io/v1/~/leases/operator";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryServer]
    public async Task The_first_one_makes_the_Lease_and_the_second_follows(ServerKind kind)
    {
        var server = await servers.StartedAsync(kind);
        using var space = await Space.OpenAsync(server);
        await using var one = Candidate(server, space, "one");
        await one.Leadership.Begun.WaitAsync(Token);
        await using var two = Candidate(server, space, "two");
        await two.TriedAsync();
        await one.TriedAsync();

        await one.TryAgainAsync(times: 3);
        await two.TryAgainAsync(times: 3);

        Assert.True(one.IsLeading);
        Assert.False(two.IsLeading);
        (await space.Get(Lease)).Ok().Has(
            "spec",
            """{"holderIdentity":"one","leaseDurationSeconds":35,"acquireTime":"2000-01-01T00:00:00.000000Z","renewTime":"2000-01-01T00:00:15.000000Z","leaseTransitions":0}""");
    }

    [Theory, OnEveryServer]
    public async Task A_Lease_that_was_given_back_has_the_next_holder_after_one_retry(ServerKind kind)
    {
        var server = await servers.StartedAsync(kind);
        using var space = await Space.OpenAsync(server);
        await using var one = Candidate(server, space, "one");
        await one.Leadership.Begun.WaitAsync(Token);
        await using var two = Candidate(server, space, "two");
        await two.TriedAsync();

        await one.StopAsync();
        var released = (await space.Get(Lease)).Ok();
        Assert.Equal(("", "1"), (released["spec.holderIdentity"], released["spec.leaseDurationSeconds"]));
        await two.TryAgainAsync();

        Assert.True(two.IsLeading);
        var taken = (await space.Get(Lease)).Ok();
        Assert.Equal(("two", "35", "1"), (taken["spec.holderIdentity"], taken["spec.leaseDurationSeconds"], taken["spec.leaseTransitions"]));
    }

    [Theory, OnEveryServer]
    public async Task A_holder_that_fell_silent_is_succeeded_and_learns_of_it(ServerKind kind)
    {
        var server = await servers.StartedAsync(kind);
        using var space = await Space.OpenAsync(server);
        await using var one = Candidate(server, space, "one");
        await one.TriedAsync();
        await using var two = Candidate(server, space, "two");
        await two.TriedAsync();

        await two.TryAgainAsync(times: 6);
        Assert.False(two.IsLeading);
        await two.TryAgainAsync();
        Assert.True(two.IsLeading);

        one.Time.Advance(Tests.Cluster.Leading.Candidate.Retry);
        await one.Running.WaitAsync(Token);
        Assert.False(one.IsLeading);
        Assert.Equal("two", (await space.Get(Lease)).Ok()["spec.holderIdentity"]);
    }

    [Theory, OnEveryServer]
    public async Task A_Lease_that_a_person_deleted_is_made_anew_by_its_holder(ServerKind kind)
    {
        var server = await servers.StartedAsync(kind);
        using var space = await Space.OpenAsync(server);
        await using var one = Candidate(server, space, "one");
        await one.TriedAsync();

        (await space.Delete(Lease)).Ok();
        await one.TryAgainAsync();

        Assert.True(one.IsLeading);
        Assert.Equal("one", (await space.Get(Lease)).Ok()["spec.holderIdentity"]);
    }

    [Theory, OnEveryServer]
    public async Task What_a_person_wrote_on_the_Lease_outlives_its_renewals(ServerKind kind)
    {
        var server = await servers.StartedAsync(kind);
        using var space = await Space.OpenAsync(server);
        await using var one = Candidate(server, space, "one");
        await one.TriedAsync();

        (await space.MergePatch(Lease, """{"metadata":{"annotations":{"owner":"the platform team"}}}""")).Ok();
        await one.TryAgainAsync(times: 2);

        Assert.True(one.IsLeading);
        (await space.Get(Lease)).Ok().Has("metadata.annotations", """{"owner":"the platform team"}""");
    }

    [Theory, OnEveryServer]
    public async Task A_namespace_that_is_not_there_is_told(ServerKind kind)
    {
        var server = await servers.StartedAsync(kind);
        await using var one = new Candidate(ApiConnection.From(ApiConnection.Load(server.Kubeconfig)), "nowhere-at-all", "one");
        await one.TriedAsync();

        Assert.Contains("create that namespace, or name another with --lease-namespace", Assert.Single(one.Log.Lines.All).Text, StringComparison.Ordinal);
    }

    private static Candidate Candidate(RunningServer server, Space space, string identity) =>
        new(ApiConnection.From(ApiConnection.Load(server.Kubeconfig)), space.Name, identity);
}
