using Microsoft.Extensions.Logging.Abstractions;
using Operator.Cluster.Leading;
using Operator.Cluster.Watching;
using Operator.Engine;
using Operator.Hosting;
using Operator.Resource;
using Operator.Tests.Cluster;
using Xunit;

namespace Operator.Tests.Hosting;

/// <summary>What the kubelet is told.</summary>
public sealed class ProbeTests
{
    private static readonly IngestionKey Analytics = new("data", "analytics");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/livez")]
    public async Task A_process_that_works_is_healthy(string path)
    {
        await using var served = await ServedOperator.StartAsync();

        Assert.Equal((200, "ok\n"), await served.AskAsync(path));
        Assert.Equal((200, $"[+]reconciles ok\n[+]queue ok\n[+]watches ok\n{path.TrimStart('/')} check passed\n"), await served.AskAsync($"{path}?verbose"));
    }

    [Fact]
    public async Task A_reconcile_that_does_not_heed_its_time_out_makes_the_process_unhealthy()
    {
        await using var served = await ServedOperator.StartAsync(new OperatorOptions { ReconcileTimeout = TimeSpan.FromSeconds(30) });
        var queue = served.Get<WorkQueue<IngestionKey>>();
        queue.Add(Analytics);
        await queue.TakeAsync(Token);

        served.Time.Advance(TimeSpan.FromSeconds(90));
        var within = await served.AskAsync("/healthz");
        served.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((200, "ok\n"), within);
        Assert.Equal(
            (503, "[-]reconciles failed: one has been running for 91 s, past its time-out of 30 s\n[+]queue ok\n[+]watches ok\nhealthz check failed\n"),
            await served.AskAsync("/healthz"));
    }

    [Fact]
    public async Task Each_loop_is_told_with_its_last_sign_and_one_that_has_ended_makes_the_process_unhealthy()
    {
        await using var served = await ServedOperator.StartAsync();
        var loops = served.Get<Loops>();
        loops.Start("delayed keys", token => new NoElection().RunAsync(token), Token);
        var mayEnd = new TaskCompletionSource();
        var watch = loops.Start("watch pods", _ => mayEnd.Task, Token, () => TimeSpan.FromSeconds(3));
        var before = await served.AskAsync("/healthz?verbose");
        mayEnd.SetException(new InvalidOperationException("a bug"));
        await watch.Ended.ContinueWith(_ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default);

        Assert.Equal((200, "[+]reconciles ok\n[+]queue ok\n[+]watches ok\n[+]loop delayed keys ok\n[+]loop watch pods ok: last sign 3 s ago\nhealthz check passed\n"), before);
        Assert.Equal((503, "[+]reconciles ok\n[+]queue ok\n[+]watches ok\n[+]loop delayed keys ok\n[-]loop watch pods failed: it has ended\nhealthz check failed\n"), await served.AskAsync("/healthz"));
    }

    [Fact]
    public async Task An_election_that_gives_no_sign_makes_the_process_unhealthy()
    {
        await using var served = await ServedOperator.StartAsync();
        served.Get<Loops>().Start("election", token => new NoElection().RunAsync(token), Token, () => TimeSpan.FromSeconds(121));

        Assert.Contains("[-]loop election failed: no sign of it for 121 s\n", (await served.AskAsync("/healthz")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_no_worker_comes_for_make_the_process_unhealthy()
    {
        await using var served = await ServedOperator.StartAsync();
        using var stopping = new CancellationTokenSource();
        var (began, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource<Revisit>());
        var workers = Pool(served, () =>
        {
            began.SetResult();
            return mayEnd.Task;
        });
        var health = new Health(served.Get<WorkQueue<IngestionKey>>(), workers, new WorkersOptions(), served.Get<Watches>(), served.Get<WatchOptions>(), new Loops());
        served.Get<WorkQueue<IngestionKey>>().Add(Analytics);
        served.Get<WorkQueue<IngestionKey>>().Add(new IngestionKey("data", "waiting"));
        var working = workers.RunAsync(stopping.Token);
        await began.Task.WaitAsync(Token);

        served.Time.Advance(TimeSpan.FromSeconds(181));

        Assert.Contains(health.Checks(), check => check == new HealthCheck("queue", "keys wait, and no worker has taken one for 181 s"));
        await stopping.CancelAsync();
        mayEnd.SetResult(new Revisit.Never());
        await working;
    }

    [Fact]
    public async Task A_queue_that_only_the_leader_works_on_does_not_make_a_follower_unhealthy()
    {
        await using var served = await ServedOperator.StartAsync();
        served.Get<WorkQueue<IngestionKey>>().Add(Analytics);

        served.Time.Advance(TimeSpan.FromMinutes(7));

        Assert.Equal((200, "ok\n"), await served.AskAsync("/healthz"));
    }

    [Fact]
    public async Task A_watch_that_gives_no_sign_makes_the_process_unhealthy()
    {
        await using var served = await ServedOperator.StartAsync(new OperatorOptions { Scope = new WatchScope(["data"]) });
        _ = served.Get<Watches>();

        served.Time.Advance(TimeSpan.FromMinutes(20));

        var (status, text) = await served.AskAsync("/healthz");
        Assert.Equal(503, status);
        Assert.Contains("[-]watches failed: no sign of dbtcloudingestions.metadata-ingestion.io in data for 1200 s, ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_API_server_that_does_not_answer_leaves_the_process_healthy_since_it_is_asked_again()
    {
        await using var served = await ServedOperator.StartAsync();
        using var stopping = new CancellationTokenSource();
        var watches = served.Get<Watches>();
        var watching = watches.RunAsync((_, _) => { }, stopping.Token);
        await served.Api.NextAsync();

        served.Time.Advance(TimeSpan.FromMinutes(20));
        await UntilAsync(() => watches.Progress.All(watch => watch.SinceProgress == TimeSpan.Zero)); // The attempts whose time is over are ending.

        Assert.Equal((200, "ok\n"), await served.AskAsync("/healthz"));
        Assert.Equal((503, "[-]caches failed: the first lists are not complete yet\n[+]rights ok\nreadyz check failed\n"), await served.AskAsync("/readyz"));
        await stopping.CancelAsync();
        await watching;
    }

    [Fact]
    public async Task A_right_that_is_missing_makes_the_process_unready_though_everything_was_listed()
    {
        await using var served = await ServedOperator.StartAsync(new OperatorOptions { Scope = new WatchScope(["data"], WatchSecrets: false) });
        using var stopping = new CancellationTokenSource();
        var watches = served.Get<Watches>();
        var watching = watches.RunAsync((_, _) => { }, stopping.Token);
        await FollowedAsync(served, but: "jobs");
        await UntilAsync(() => watches.Refusals.Any());

        var (status, text) = await served.AskAsync("/readyz");

        Assert.True(watches.Synced.IsCompletedSuccessfully);
        Assert.Equal(503, status);
        Assert.Contains("[-]rights failed: RBAC does not allow to watch jobs.batch in the namespace data\n", text, StringComparison.Ordinal);
        await stopping.CancelAsync();
        await watching;
    }

    /// <summary>Answers five lists and the watches that follow them, but refuses one of these.</summary>
    private static async Task FollowedAsync(ServedOperator served, string but)
    {
        for (var call = 0; call < 10; call++)
        {
            var asked = await served.Api.NextAsync();
            if (asked.Query("watch") is null)
            {
                asked.Json(Given.List(10));
            }
            else if (asked.Path.EndsWith($"/{but}", StringComparison.Ordinal))
            {
                asked.Refuse(403, "Forbidden", "jobs.batch is forbidden");
            }
            else
            {
                asked.Stream();
            }
        }
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static Workers<IngestionKey> Pool(ServedOperator served, Func<Task<Revisit>> work) => new(
        served.Get<WorkQueue<IngestionKey>>(),
        new Backoff<IngestionKey>(() => 1),
        (_, _) => work(),
        OperatorServices.ScopeOf,
        new WorkersOptions { Count = 1 },
        served.Time,
        NullLogger.Instance);
}
