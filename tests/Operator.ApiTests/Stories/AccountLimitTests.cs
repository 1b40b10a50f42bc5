using System.Net;
using Operator.Outbound;
using Operator.Tests.Reconcile.AtScale;
using Sandbox.DbtCloud;
using Sandbox.OpenMetadata;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>
/// A thousand resources on one account before the stand-in of dbt Cloud, which counts by itself and punishes. At sixty calls a
/// minute they take more than an hour, so the operator and the stand-in share a clock that moves on over every wait.
/// </summary>
public sealed class AccountLimitTests
{
    private const int Resources = 1000;
    private const int CallsAMinute = 60;
    private const string Token = "dbt-12345-token";

    private static OpenMetadataWorld Metadata => OpenMetadataWorld.Demo("production") with { Bots = [new Bot("ingestion-bot", "openmetadata-bot-token", null)] };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_resources_settle_without_one_call_over_the_limit()
    {
        var clock = new SimulatedClock();
        await using var dbtCloud = await DbtCloudServer.StartAsync(WorldAt(clock.GetUtcNow()), DbtCloudServer.Options(time: clock), Cancelled);
        await using var openMetadata = await OpenMetadataServer.StartAsync(Metadata, cancellationToken: Cancelled);
        var cluster = new MemoryCluster();
        foreach (var number in Enumerable.Range(1, Resources))
        {
            cluster.Add(Many.Ingestion(number, url: dbtCloud.Address.AbsoluteUri, openMetadata: openMetadata.Api.AbsoluteUri));
        }

        var options = new OutboundOptions { RequestsPerMinute = CallsAMinute, AllowInsecureEndpoints = true, AllowedCidrs = [IPNetwork.Parse("127.0.0.0/8")] };
        using var connections = new GuardedConnections(options, new HostPolicy(options), Dns.GetHostAddressesAsync, clock);
        await using var simulation = new Simulation(cluster, clock, connections, options);

        var isSettled = await simulation.RunUntilAsync(() => cluster.Ingestions().All(Many.IsWhole), within: TimeSpan.FromHours(2));

        var calls = dbtCloud.Requests.All;
        TestContext.Current.TestOutputHelper?.WriteLine($"{calls.Count} calls in {calls[^1].At - calls[0].At}, at most {dbtCloud.Requests.MostWithinAMinute(Token)} a minute");
        Assert.True(isSettled);
        Assert.All(calls, call => Assert.Equal((200, Token), (call.Status, call.Token)));
        Assert.Equal(CallsAMinute, dbtCloud.Requests.MostWithinAMinute(Token));
    }

    /// <summary>One call more than the operator grants itself brings five minutes of 429 over the whole account.</summary>
    private static DbtCloudWorld WorldAt(DateTimeOffset now)
    {
        var world = DemoWorld.At(now);
        var account = world.Account(DemoWorld.AccountId)!;
        var (job, run) = (account.Job(DemoWorld.MartsJob)!, account.RunsOf(DemoWorld.MartsJob).Last());
        return world.WithAccount(DemoWorld.AccountId, _ => account with
        {
            Jobs = [.. Enumerable.Range(1, Resources).Select(number => job with { Id = 100_000 + number })],
            Runs = [.. Enumerable.Range(1, Resources).Select(number => run with { Id = run.Id + number, JobId = 100_000 + number })],
        }) with
        {
            Tokens = [new DbtToken(Token, DemoWorld.AccountId) { Permission = DbtPermission.JobViewer }],
            CallsPerMinute = CallsAMinute,
        };
    }
}
