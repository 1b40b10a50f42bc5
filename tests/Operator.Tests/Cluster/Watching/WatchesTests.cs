using System.Threading.Channels;
using Operator.Cluster.Watching;
using Operator.Resource;
using Operator.Tests.Engine;
using Xunit;

namespace Operator.Tests.Cluster.Watching;

public sealed class WatchesTests : IAsyncDisposable
{
    private readonly ScriptedApi _api = new();
    private readonly TimerTime _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<IngestionKey> _changed = Channel.CreateUnbounded<IngestionKey>();
    private Task _running = Task.CompletedTask;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    [Fact]
    public async Task Ingestions_and_the_labelled_CronJobs_and_Jobs_of_all_namespaces_are_followed()
    {
        Start(WatchScope.All);

        Assert.Equal(
            [
                ("/apis/batch/v1/cronjobs", "metadata-ingestion.io/ingestion"),
                ("/apis/batch/v1/jobs", "metadata-ingestion.io/ingestion"),
                ("/apis/metadata-ingestion.io/v1alpha1/dbtcloudingestions", null),
            ],
            await ListsAsync(3));
    }

    [Fact]
    public async Task With_namespaces_named_only_those_are_asked_about()
    {
        Start(new WatchScope(["data", "finance"]));

        var paths = (await ListsAsync(6)).Select(list => list.Path).ToList();

        Assert.Equal(3, paths.Count(path => path.Contains("/namespaces/data/", StringComparison.Ordinal)));
        Assert.Equal(3, paths.Count(path => path.Contains("/namespaces/finance/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task They_are_in_sync_when_the_last_list_has_come()
    {
        var watches = Start(WatchScope.All);
        Call[] lists = [await _api.NextAsync(), await _api.NextAsync(), await _api.NextAsync()];

        lists[0].Json(Given.List(10));
        lists[1].Json(Given.List(10));
        await _api.NextAsync();
        await _api.NextAsync();
        Assert.False(watches.Synced.IsCompleted);
        lists[2].Json(Given.List(10));

        await watches.Synced.WaitAsync(Token);
    }

    [Fact]
    public async Task A_change_of_something_owned_is_told_as_its_ingestions_key()
    {
        var watches = Start(WatchScope.All);
        for (var list = 0; list < 3; list++)
        {
            var call = await _api.NextAsync();
            call.Json(Given.List(10, call.Path.EndsWith("/cronjobs", StringComparison.Ordinal) ? [Given.CronJobJson("analytics-marts")] : []));
        }

        Assert.Equal(new IngestionKey("data", "analytics"), await _changed.Reader.ReadAsync(Token));
        Assert.NotNull(watches.StoresOf("data").CronJobs.Find(new ObjectName("data", "analytics-marts")));
    }

    private Watches Start(WatchScope scope)
    {
        var watches = new Watches(_api.Client(_time), scope, new WatchOptions(), _time, () => 1, new LogLines<Watches>());
        _running = watches.RunAsync(key => _changed.Writer.TryWrite(key), _stop.Token);
        return watches;
    }

    private async Task<List<(string Path, string? Selector)>> ListsAsync(int count)
    {
        List<(string, string?)> lists = [];
        while (lists.Count < count)
        {
            var call = await _api.NextAsync();
            lists.Add((call.Path, call.Query("labelSelector")));
        }

        return [.. lists.Order()];
    }
}
