using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Operator.Cluster.Watching;
using Operator.Plan;
using Operator.Resource;
using Operator.Tests.Engine;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Sandbox.Kubernetes;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>
/// Secrets that come late, are repaired, are rotated. The operator's clock stands still where the watch alone has to tell of them: no
/// interval and no retry can come to its aid.
/// </summary>
public sealed class SecretTests
{
    private const string OperatorAgent = "dbt-cloud-ingestion-operator";
    private const string Expired = "dbtc_expired_0123456789";

    /// <summary>The queue's timer is armed for a millisecond more than it has to wait.</summary>
    private static readonly TimeSpan More = TimeSpan.FromMilliseconds(1);

    private static FakeTimeProvider Stopped => new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_appears_makes_the_ingestion_ready_that_waits_for_it()
    {
        await using var world = await StoryWorld.StartAsync();
        await world.ApplyAsync(world.Ingestion("analytics"));
        await world.StartOperatorAsync(clock: Stopped);
        await world.UntilConditionAsync("analytics", "SecretsResolved", "SecretNotFound");

        await world.ApplySecretsAsync();

        await world.UntilReadyAsync("analytics");
        Assert.NotNull(await world.CronJobAsync("analytics-marts"));
    }

    [Fact]
    public async Task A_key_that_is_added_makes_the_ingestion_ready_that_names_it()
    {
        await using var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(Named(world.Ingestion("analytics"), key: "apiToken"));
        await world.StartOperatorAsync(clock: Stopped);
        await world.UntilConditionAsync("analytics", "SecretsResolved", "SecretKeyMissing");

        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "apiToken", DemoWorld.Token));

        await world.UntilReadyAsync("analytics");
    }

    [Fact]
    public async Task A_refused_token_that_is_replaced_is_tested_at_once()
    {
        await using var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "token", Expired));
        await world.ApplyAsync(world.Ingestion("analytics"));
        await world.StartOperatorAsync(clock: Stopped);
        await world.UntilConditionAsync("analytics", "ConnectionVerified", "InvalidTokenOrHost");

        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "token", DemoWorld.Token));

        await world.UntilConditionAsync("analytics", "ConnectionVerified", "Verified");
        await world.UntilReadyAsync("analytics");
    }

    [Fact]
    public async Task A_good_token_that_is_replaced_by_a_bad_one_is_told_at_once_and_the_CronJob_stays()
    {
        await using var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("analytics"));
        await world.StartOperatorAsync(clock: Stopped);
        await world.UntilReadyAsync("analytics");

        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "token", Expired));

        await world.UntilConditionAsync("analytics", "ConnectionVerified", "InvalidTokenOrHost");
        Assert.False((await world.CronJobAsync("analytics-marts")).Flag("spec", "suspend"));
    }

    [Fact]
    public async Task One_that_two_ingestions_share_is_rotated_for_both()
    {
        await using var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("analytics"));
        await world.ApplyAsync(world.Ingestion("finance", OfStaging));
        await world.StartOperatorAsync(clock: Stopped);
        await world.UntilReadyAsync("analytics");
        await world.UntilReadyAsync("finance");
        world.DbtCloud.Requests.Clear();

        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "token", DemoWorld.LeastToken));

        var revision = await RevisionAsync(world, "dbt-cloud");
        foreach (var name in (string[])["analytics", "finance"])
        {
            await world.UntilIngestionAsync(name, item => item.Text("status", "connection", "secretRevision") == revision);
            await world.UntilReadyAsync(name);
        }

        Assert.All(world.DbtCloud.Requests.All, call => Assert.Equal(DemoWorld.LeastToken, call.Token));
        Assert.Contains(world.DbtCloud.Requests.All, call => call.Query.Contains($"project_id={DemoWorld.MartsProject}", StringComparison.Ordinal));
        Assert.Contains(world.DbtCloud.Requests.All, call => call.Query.Contains($"project_id={DemoWorld.StagingProject}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_nobody_names_changes_and_nothing_is_read_or_written()
    {
        await using var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(Manifests.Secret("somebody-elses", "token", "one"));
        await world.ApplyAsync(world.Ingestion("settled"));
        await world.ApplyAsync(Named(world.Ingestion("waiting"), secret: "nowhere"));
        await world.ApplyAsync(Named(world.Ingestion("later"), secret: "comes-later"));
        await world.StartOperatorAsync(clock: Stopped);
        await world.UntilReadyAsync("settled");
        await world.UntilConditionAsync("waiting", "SecretsResolved", "SecretNotFound");
        await world.UntilConditionAsync("later", "SecretsResolved", "SecretNotFound");
        world.Kubernetes.Requests.Clear();

        await world.ApplyAsync(Manifests.Secret("somebody-elses", "token", "two"));

        // The same watch tells of this one after that one.
        await world.ApplyAsync(Manifests.Secret("comes-later", "token", DemoWorld.Token));
        await world.UntilReadyAsync("later");
        Assert.All(
            Calls(world).Where(call => call.IsWrite && !call.Path.EndsWith("/events", StringComparison.Ordinal)),
            call => Assert.Contains("/later", call.Path, StringComparison.Ordinal));
        Assert.DoesNotContain(Calls(world), call => call.Path.EndsWith("/secrets/nowhere", StringComparison.Ordinal) || call.Path.EndsWith("/secrets/somebody-elses", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_they_may_not_be_followed_one_that_appears_is_found_within_a_minute()
    {
        var clock = AtAWholeSecond();
        await using var world = await StoryWorld.StartAsync();
        await world.ApplyAsync(world.Ingestion("analytics"));
        await world.StartOperatorAsync(WithoutWatch, clock);
        await world.UntilConditionAsync("analytics", "SecretsResolved", "SecretNotFound");
        await world.ApplySecretsAsync();

        await PassUntilReadyAsync(world, clock, TimeSpan.FromMinutes(1) + More);

        Assert.Contains(Calls(world), call => call.Path.EndsWith("/secrets/dbt-cloud", StringComparison.Ordinal));
        Assert.DoesNotContain(Calls(world), call => call.Path.EndsWith("/secrets", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_they_may_not_be_followed_a_refused_token_that_is_replaced_is_tested_within_five_minutes()
    {
        var clock = AtAWholeSecond();
        await using var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "token", Expired));
        await world.ApplyAsync(world.Ingestion("analytics"));
        await world.StartOperatorAsync(WithoutWatch, clock);
        var refused = await world.UntilConditionAsync("analytics", "ConnectionVerified", "InvalidTokenOrHost");
        var lifetime = Timing.VerdictLifetime(new DbtCloudIngestion { Metadata = new() { Uid = refused.Text("metadata", "uid") } }, verified: false);
        Assert.InRange(lifetime, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "token", DemoWorld.Token));

        await PassUntilReadyAsync(world, clock, lifetime + More);
    }

    /// <summary>
    /// Lets the wait pass. Where the echo of the operator's own status write has it look once more just then, it waits anew: for as long,
    /// or for the second that is the least once its time is over. Nothing else can bring it to look.
    /// </summary>
    private static async Task PassUntilReadyAsync(StoryWorld world, TimerTime clock, TimeSpan wait)
    {
        using var isReady = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var ready = world.UntilReadyAsync("analytics");
        var passing = clock.PassAsync(wait, isReady.Token);
        await Task.WhenAny(ready, passing);
        while (!ready.IsCompleted)
        {
            passing = clock.PassOneOfAsync([wait, TimeSpan.FromSeconds(1) + More], isReady.Token);
            await Task.WhenAny(ready, passing);
        }

        await ready;
        await isReady.CancelAsync();
        await passing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>The status keeps whole seconds, and a look that goes by it waits as long as one that goes by the clock.</summary>
    private static TimerTime AtAWholeSecond()
    {
        var clock = new TimerTime();
        clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));
        return clock;
    }

    /// <summary>Without an election, too: its Lease would expire while the test's clock jumps.</summary>
    private static Hosting.OperatorOptions WithoutWatch(Hosting.OperatorOptions options) =>
        options with { LeaderElect = false, Scope = new WatchScope([], WatchSecrets: false) };

    private static IEnumerable<LoggedRequest> Calls(StoryWorld world) =>
        world.Kubernetes.Requests.All.Where(call => call.UserAgent.Contains(OperatorAgent, StringComparison.Ordinal) && !call.Path.Contains("/leases", StringComparison.Ordinal));

    private static async Task<string> RevisionAsync(StoryWorld world, string secret)
    {
        var stored = await world.Api.GetAsync($"/api/v1/namespaces/{StoryWorld.Namespace}/secrets/{secret}", Cancelled);
        return $"{stored.Text("metadata", "uid")}/{stored.Text("metadata", "resourceVersion")}";
    }

    private static void OfStaging(JsonObject ingestion) =>
        ingestion["spec"]!["filters"] = new JsonArray(new JsonObject { ["name"] = "staging", ["projectId"] = DemoWorld.StagingProject, ["jobId"] = DemoWorld.StagingJob });

    private static JsonObject Named(JsonObject ingestion, string secret = "dbt-cloud", string key = "token")
    {
        ingestion["spec"]!["account"]!["tokenSecretRef"] = new JsonObject { ["name"] = secret, ["key"] = key };
        return ingestion;
    }
}
