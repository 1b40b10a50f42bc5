using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Operator.Cluster.Api;
using Operator.Cluster.Watching;
using Operator.Resource;
using Operator.Tests.Engine;
using Xunit;

namespace Operator.Tests.Cluster.Watching;

public sealed class ReflectorTests : IAsyncDisposable
{
    private const string Collection = "/apis/metadata-ingestion.io/v1alpha1/dbtcloudingestions";
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.8);

    private readonly ScriptedApi _api = new();
    private readonly TimerTime _time = new();
    private readonly LogLines _log = new();
    private readonly Store<DbtCloudIngestion> _store = new(Objects.Ingestion, ingestion => ingestion.Key);
    private readonly Channel<string> _changed = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _stop = new();
    private readonly Reflector<DbtCloudIngestion> _reflector;
    private readonly Task _running;

    public ReflectorTests()
    {
        _reflector = new Reflector<DbtCloudIngestion>(
            _api.Client(_time),
            new Reflected<DbtCloudIngestion>(ApiResource.Ingestions, null, null, Objects.Ingestion),
            _store,
            new WatchOptions { PageSize = 2 },
            _time,
            () => 1,
            _log);
        _running = _reflector.RunAsync((key, _) => _changed.Writer.TryWrite(key.Name), _stop.Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    [Fact]
    public async Task It_lists_in_pages_and_then_watches_from_the_lists_version()
    {
        var first = await _api.NextAsync();
        Assert.Equal((Collection, "2", null, null), (first.Path, first.Query("limit"), first.Query("continue"), first.Query("watch")));
        first.Json(Given.Page(10, "tok/en=", Given.IngestionJson("a", 1), Given.IngestionJson("b", 2)));
        var second = await _api.NextAsync();
        Assert.Equal("tok/en=", second.Query("continue"));
        Assert.False(_reflector.Synced.IsCompleted);
        second.Json(Given.List(10, Given.IngestionJson("c", 3)));

        var watch = await _api.NextAsync();

        Assert.Equal(("true", "true", "10", "600"), (watch.Query("watch"), watch.Query("allowWatchBookmarks"), watch.Query("resourceVersion"), watch.Query("timeoutSeconds")));
        Assert.True(_reflector.Synced.IsCompletedSuccessfully);
        Assert.Equal(["a", "b", "c"], await ChangesAsync(3));
    }

    [Fact]
    public async Task A_list_whose_continuation_expires_is_asked_for_again_in_one_piece()
    {
        (await _api.NextAsync()).Json(Given.Page(10, "next", Given.IngestionJson("a", 1)));
        (await _api.NextAsync()).Refuse(410, "Expired", "The provided continue parameter is too old");
        var whole = await _api.NextAsync();
        Assert.Equal(Collection, whole.PathAndQuery);
        whole.Json(Given.List(20, Given.IngestionJson("a", 1), Given.IngestionJson("b", 15)));

        Assert.Equal("20", (await _api.NextAsync()).Query("resourceVersion"));
        Assert.Equal(["a", "b"], await ChangesAsync(2));
    }

    [Fact]
    public async Task Events_change_the_store_and_name_the_ingestion()
    {
        var watch = (await ListedAsync(Given.IngestionJson("a", 1), Given.IngestionJson("b", 2))).Stream();
        await ChangesAsync(2);

        await watch.EventAsync("ADDED", Given.IngestionJson("c", 11));
        await watch.EventAsync("MODIFIED", Given.IngestionJson("a", 12));
        await watch.EventAsync("DELETED", Given.IngestionJson("b", 13));

        Assert.Equal(["c", "a", "b"], await ChangesAsync(3));
        Assert.Equal("12", Find("a")!.Metadata.ResourceVersion);
        Assert.Null(Find("b"));
        Assert.NotNull(Find("c"));
    }

    [Theory]
    [InlineData("ADDED", "11")]
    [InlineData("DELETED", "11")]
    [InlineData("BOOKMARK", "11")]
    public async Task A_watch_that_ends_goes_on_at_once_from_the_version_of_the_last_event(string type, string version)
    {
        var watch = (await ListedAsync(Given.IngestionJson("a", 1))).Stream();

        await watch.EventAsync(type, Given.IngestionJson("a", 11));
        watch.End();

        Assert.Equal(version, (await _api.NextAsync()).Query("resourceVersion"));
    }

    [Fact]
    public async Task A_watch_that_is_cut_goes_on_from_where_it_was_after_a_pause()
    {
        var watch = (await ListedAsync()).Stream();
        await watch.EventAsync("ADDED", Given.IngestionJson("a", 11));
        await ChangesAsync(1);

        watch.Cut();
        await _time.PassAsync(FirstPause, Token);

        Assert.Equal("11", (await _api.NextAsync()).Query("resourceVersion"));
    }

    [Fact]
    public async Task An_error_event_leads_to_a_new_list_whose_differences_are_told()
    {
        var watch = (await ListedAsync(Given.IngestionJson("same", 1), Given.IngestionJson("gone", 2))).Stream();
        await ChangesAsync(2);

        await watch.EventAsync("ERROR", """{"kind":"Status","message":"too old resource version","reason":"Expired","code":410}""");
        await _time.PassAsync(FirstPause, Token);
        (await _api.NextAsync()).Json(Given.List(50, Given.IngestionJson("same", 1), Given.IngestionJson("new", 40)));

        Assert.Equal(["gone", "new"], await ChangesAsync(2));
        Assert.Null(Find("gone"));
        Assert.Equal("50", (await _api.NextAsync()).Query("resourceVersion"));
    }

    [Fact]
    public async Task A_watch_that_is_refused_as_expired_leads_to_a_new_list()
    {
        (await ListedAsync()).Refuse(410, "Expired", "too old resource version");
        await _time.PassAsync(FirstPause, Token);

        Assert.Null((await _api.NextAsync()).Query("watch"));
    }

    [Fact]
    public async Task A_line_that_is_no_event_leads_to_a_new_list_since_something_was_missed()
    {
        var watch = (await ListedAsync()).Stream();

        await watch.LineAsync("<html>");
        await _time.PassAsync(FirstPause, Token);

        Assert.Null((await _api.NextAsync()).Query("watch"));
    }

    [Fact]
    public async Task A_watch_without_so_much_as_a_bookmark_is_ended_by_the_client_and_goes_on_from_where_it_was()
    {
        var watch = (await ListedAsync()).Stream();

        await _time.PassAsync(new WatchOptions().LongestSilence, Token);
        await _time.PassAsync(FirstPause, Token);

        Assert.Equal("10", (await _api.NextAsync()).Query("resourceVersion"));
        Assert.NotNull(watch);
    }

    [Fact]
    public async Task An_object_that_cannot_be_read_is_named_in_the_log_and_the_stream_goes_on()
    {
        var watch = (await ListedAsync(Given.IngestionJson("bad", 1))).Stream();
        await ChangesAsync(1);

        await watch.EventAsync("MODIFIED", Given.IngestionJson("bad", 11, """{"suspend":"perhaps"}"""));
        await watch.EventAsync("ADDED", Given.IngestionJson("good", 12));

        Assert.Equal(["bad", "good"], await ChangesAsync(2));
        Assert.Null(Find("bad"));
        Assert.Contains(_log.All, line => line.Level == LogLevel.Error && line.Text.Contains("data/bad", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_forbidden_list_says_once_which_rule_is_missing_and_is_tried_again()
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            (await _api.NextAsync()).Refuse(403, "Forbidden", "dbtcloudingestions.metadata-ingestion.io is forbidden");
            await _time.PassAsync(FirstPause * Math.Pow(2, attempt), Token);
        }

        (await _api.NextAsync()).Json(Given.List(10));
        await _reflector.Synced.WaitAsync(Token);

        var warning = Assert.Single(_log.All, line => line.Level == LogLevel.Warning);
        Assert.Contains("""resources ["dbtcloudingestions"] in apiGroups ["metadata-ingestion.io"]""", warning.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_that_is_refused_though_the_list_was_granted_is_known_until_it_is_granted_too()
    {
        (await ListedAsync()).Refuse(403, "Forbidden", "dbtcloudingestions.metadata-ingestion.io is forbidden");
        await _time.BegunAsync(FirstPause, Token);
        Assert.Equal("RBAC does not allow to watch dbtcloudingestions.metadata-ingestion.io in all namespaces", _reflector.RefusedBecause);

        _time.Advance(FirstPause);
        await (await _api.NextAsync()).Stream().EventAsync("ADDED", Given.IngestionJson("a", 11));
        await ChangesAsync(1);

        Assert.Null(_reflector.RefusedBecause);
    }

    [Fact]
    public async Task A_server_that_is_away_has_refused_nothing()
    {
        (await _api.NextAsync()).Break();
        await _time.BegunAsync(FirstPause, Token);

        Assert.Null(_reflector.RefusedBecause);
    }

    [Fact]
    public async Task A_kind_that_is_not_served_is_said_to_lack_its_definition()
    {
        (await _api.NextAsync()).Refuse(404, "NotFound", "the server could not find the requested resource");
        await _time.PassAsync(FirstPause, Token);
        (await _api.NextAsync()).Json(Given.List(10));
        await _reflector.Synced.WaitAsync(Token);

        Assert.Contains("CustomResourceDefinition", Assert.Single(_log.All, line => line.Level == LogLevel.Warning).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attempts_are_spaced_up_to_half_a_minute()
    {
        foreach (var seconds in new[] { 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30 })
        {
            (await _api.NextAsync()).Break();
            await _time.PassAsync(TimeSpan.FromSeconds(seconds), Token);
        }

        Assert.Equal(Collection, (await _api.NextAsync()).Path);
    }

    [Fact]
    public async Task A_server_that_asks_for_time_gets_it()
    {
        var call = await _api.NextAsync();
        call.Answer.SetResult(new HttpResponseMessage((System.Net.HttpStatusCode)429) { Headers = { { "Retry-After", "17" } } });

        await _time.PassAsync(TimeSpan.FromSeconds(17), Token);

        Assert.Equal(Collection, (await _api.NextAsync()).Path);
    }

    private DbtCloudIngestion? Find(string name) => _store.Find(new ObjectName("data", name));

    /// <summary>Answers the list; the watch that follows is returned.</summary>
    private async Task<Call> ListedAsync(params string[] items)
    {
        (await _api.NextAsync()).Json(Given.List(10, items));
        return await _api.NextAsync();
    }

    private async Task<List<string>> ChangesAsync(int count)
    {
        List<string> names = [];
        while (names.Count < count)
        {
            names.Add(await _changed.Reader.ReadAsync(Token));
        }

        return names;
    }
}
