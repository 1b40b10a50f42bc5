using System.Threading.Channels;
using Operator.Cluster.Watching;
using Operator.Resource;
using Operator.Tests.Engine;
using Xunit;

namespace Operator.Tests.Cluster.Watching;

public sealed class WatchesTests : IAsyncDisposable
{
    private const string SpecWithSecrets =
        """{"account":{"tokenSecretRef":{"name":"dbt-cloud"}},"openMetadata":{"tokenSecretRef":{"name":"openmetadata-bot"},"caBundleRef":{"kind":"Secret","name":"corp-ca"}}}""";

    private static readonly IngestionKey Analytics = new("data", "analytics");

    private readonly ScriptedApi _api = new();
    private readonly TimerTime _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<(IngestionKey Key, Told Told)> _changed = Channel.CreateUnbounded<(IngestionKey, Told)>();
    private Task _running = Task.CompletedTask;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    [Fact]
    public async Task Ingestions_what_carries_their_label_and_the_metadata_of_Secrets_are_followed_in_all_namespaces()
    {
        Start(WatchScope.All);

        Assert.Equal(
            [
                ("/api/v1/events", null),
                ("/api/v1/pods", "metadata-ingestion.io/ingestion"),
                ("/api/v1/secrets", "as=PartialObjectMetadataList"),
                ("/apis/batch/v1/cronjobs", "metadata-ingestion.io/ingestion"),
                ("/apis/batch/v1/jobs", "metadata-ingestion.io/ingestion"),
                ("/apis/metadata-ingestion.io/v1alpha1/dbtcloudingestions", null),
            ],
            (await CallsAsync(6)).Select(call => (call.Path, call.Path.EndsWith("/secrets", StringComparison.Ordinal) ? call.Accept.Split(';')[1].Trim() : call.Query("labelSelector"))).Order());
    }

    [Fact]
    public async Task With_namespaces_named_only_those_are_asked_about()
    {
        Start(new WatchScope(["data", "finance"]));

        var paths = (await CallsAsync(12)).Select(call => call.Path).ToList();

        Assert.Equal(6, paths.Count(path => path.Contains("/namespaces/data/", StringComparison.Ordinal)));
        Assert.Equal(6, paths.Count(path => path.Contains("/namespaces/finance/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_label_selector_narrows_the_ingestions()
    {
        Start(new WatchScope([], "shard=one"));

        var ingestions = (await CallsAsync(6)).Single(call => call.Path.EndsWith("/dbtcloudingestions", StringComparison.Ordinal));

        Assert.Equal("shard=one", ingestions.Query("labelSelector"));
    }

    [Fact]
    public async Task Where_Secrets_may_not_be_followed_they_are_not_asked_for()
    {
        var watches = Start(new WatchScope([], WatchSecrets: false));

        Assert.DoesNotContain(await CallsAsync(5), call => call.Path.EndsWith("/secrets", StringComparison.Ordinal));
        Assert.False(watches.SecretsAreWatched);
    }

    [Fact]
    public async Task They_are_in_sync_when_the_last_list_has_come()
    {
        var watches = Start(WatchScope.All);
        var lists = (await CallsAsync(6)).Where(call => call.Path != "/api/v1/events").ToList();
        foreach (var list in lists.SkipLast(1))
        {
            list.Json(Given.List(10));
            await _api.NextAsync();
        }

        Assert.False(watches.Synced.IsCompleted);
        lists[^1].Json(Given.List(10));

        await watches.Synced.WaitAsync(Token);
    }

    [Fact]
    public async Task Without_the_right_to_see_events_they_are_in_sync_all_the_same_and_no_right_is_missing()
    {
        var watches = Start(WatchScope.All);
        var lists = await CallsAsync(6);
        lists.Single(call => call.Path == "/api/v1/events").Refuse(403, "Forbidden", "no");
        await _time.BegunAsync(ReflectorTest.FirstPause, Token);
        foreach (var list in lists.Where(call => call.Path != "/api/v1/events"))
        {
            list.Json(Given.List(10));
        }

        await watches.Synced.WaitAsync(Token);
        Assert.Empty(watches.Refusals);
    }

    [Fact]
    public async Task An_event_of_a_Job_is_told_to_the_ingestion_whose_Job_it_is()
    {
        Start(WatchScope.All);
        var watches = await ListedAsync(call => call.Path.EndsWith("/jobs", StringComparison.Ordinal) ? [JobJson] : []);
        Assert.Equal((Analytics, Told.Listed), await _changed.Reader.ReadAsync(Token));
        var events = watches.Single(call => call.Path.EndsWith("/events", StringComparison.Ordinal));
        var stream = events.Stream();

        await stream.EventAsync("ADDED", JobEventJson("of-somebody-else", 11));
        await stream.EventAsync("ADDED", JobEventJson("analytics-marts-1", 12));

        Assert.Equal("involvedObject.kind=Job,reason=FailedCreate", events.Query("fieldSelector"));
        Assert.Equal((Analytics, Told.Happened), await _changed.Reader.ReadAsync(Token));
        Assert.False(_changed.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_change_of_something_owned_is_told_as_its_ingestions_key()
    {
        var watches = Start(WatchScope.All);
        await ListedAsync(call => call.Path.EndsWith("/cronjobs", StringComparison.Ordinal) ? [Given.CronJobJson("analytics-marts")] : []);

        Assert.Equal((Analytics, Told.Listed), await _changed.Reader.ReadAsync(Token));
        Assert.NotNull(watches.StoresOf("data").CronJobs.Find(new ObjectName("data", "analytics-marts")));
    }

    [Theory]
    [InlineData("dbt-cloud")]
    [InlineData("openmetadata-bot")]
    [InlineData("corp-ca")]
    public async Task A_Secret_that_appears_is_told_to_the_ingestion_that_names_it(string name)
    {
        Start(WatchScope.All);
        var watches = await ListedAsync(call => call.Path.EndsWith("/dbtcloudingestions", StringComparison.Ordinal) ? [Given.IngestionJson(spec: SpecWithSecrets)] : []);
        Assert.Equal((Analytics, Told.Listed), await _changed.Reader.ReadAsync(Token));
        var secrets = watches.Single(call => call.Path.EndsWith("/secrets", StringComparison.Ordinal)).Stream();

        await secrets.EventAsync("ADDED", SecretJson("of-somebody-else", 11));
        await secrets.EventAsync("ADDED", SecretJson(name, 12));

        Assert.Equal((Analytics, Told.Happened), await _changed.Reader.ReadAsync(Token));
        Assert.False(_changed.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_Secret_that_an_ingestion_names_no_longer_is_not_told_to_it()
    {
        Start(WatchScope.All);
        var watches = await ListedAsync(call => call.Path.EndsWith("/dbtcloudingestions", StringComparison.Ordinal) ? [Given.IngestionJson(spec: SpecWithSecrets)] : []);
        var ingestions = watches.Single(call => call.Path.EndsWith("/dbtcloudingestions", StringComparison.Ordinal)).Stream();
        var secrets = watches.Single(call => call.Path.EndsWith("/secrets", StringComparison.Ordinal)).Stream();
        await _changed.Reader.ReadAsync(Token);

        await ingestions.EventAsync("MODIFIED", Given.IngestionJson(version: 11, spec: """{"account":{"tokenSecretRef":{"name":"another"}}}"""));
        await _changed.Reader.ReadAsync(Token);
        await secrets.EventAsync("MODIFIED", SecretJson("dbt-cloud", 12));
        await secrets.EventAsync("MODIFIED", SecretJson("another", 13));

        Assert.Equal((Analytics, Told.Happened), await _changed.Reader.ReadAsync(Token));
        Assert.False(_changed.Reader.TryRead(out _));
    }

    [Fact]
    public async Task How_long_each_has_made_no_progress_is_known()
    {
        var watches = Start(new WatchScope(["data"]));
        await CallsAsync(6);

        _time.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(
            ["cronjobs.batch in data", "dbtcloudingestions.metadata-ingestion.io in data", "events in data", "jobs.batch in data", "pods in data", "secrets in data"],
            watches.Progress.Where(each => each.SinceProgress == TimeSpan.FromSeconds(7)).Select(each => each.What).Order());
    }

    private Watches Start(WatchScope scope)
    {
        var watches = new Watches(_api.Client(_time), scope, new WatchOptions(), _time, () => 1, new LogLines<Watches>());
        _running = watches.RunAsync((key, told) => _changed.Writer.TryWrite((key, told)), _stop.Token);
        return watches;
    }

    private async Task<List<Call>> CallsAsync(int count)
    {
        List<Call> calls = [];
        while (calls.Count < count)
        {
            calls.Add(await _api.NextAsync());
        }

        return calls;
    }

    /// <summary>Answers the six lists and returns the watches that follow.</summary>
    private async Task<List<Call>> ListedAsync(Func<Call, string[]> items)
    {
        List<Call> watches = [];
        foreach (var list in await CallsAsync(6))
        {
            list.Json(Given.List(10, items(list)));
            watches.Add(await _api.NextAsync());
        }

        return watches;
    }

    private const string JobJson =
        """{"apiVersion":"batch/v1","kind":"Job","metadata":{"namespace":"data","name":"analytics-marts-1","uid":"u","resourceVersion":"9","labels":{"metadata-ingestion.io/ingestion":"analytics"}}}""";

    private static string JobEventJson(string job, int version) =>
        $$$"""{"kind":"Event","apiVersion":"v1","metadata":{"namespace":"data","name":"{{{job}}}.1","resourceVersion":"{{{version}}}"},"involvedObject":{"kind":"Job","name":"{{{job}}}","uid":"u"},"reason":"FailedCreate","message":"no"}""";

    private static string SecretJson(string name, int version) =>
        $$$"""{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"namespace":"data","name":"{{{name}}}","uid":"u","resourceVersion":"{{{version}}}"}}""";
}
