using Operator.Cluster;
using Operator.Cluster.Api;
using Operator.Cluster.Leading;
using Operator.Cluster.Watching;
using Operator.Resource;
using Operator.Tests.Engine;
using Xunit;

namespace Operator.Tests.Cluster.Leading;

/// <summary>Nothing is written by a replica that does not lead.</summary>
public sealed class WritePermitTests : IDisposable
{
    private readonly ScriptedApi _api = new();
    private readonly TimerTime _time = new();
    private readonly Leadership _leadership;
    private readonly ApiClient _client;
    private readonly KubernetesCluster _cluster;

    public WritePermitTests()
    {
        _leadership = new Leadership(_time);
        _client = _api.Client(_time, _leadership);
        var watches = new Watches(_client, WatchScope.All, new WatchOptions(), _time, () => 1, new LogLines<Watches>());
        _cluster = new KubernetesCluster(_client, watches, new OwnPod(_client, new OwnPodName(null, null), _time, new LogLines<OwnPod>()), new ClusterOptions { Instance = "operator-0" }, _time, new LogLines<KubernetesCluster>());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _api.Dispose();
    }

    [Fact]
    public async Task A_follower_sends_no_write_of_any_kind()
    {
        var sent = _api.NextAsync().AsTask();

        Assert.IsType<WriteAnswer.NotLeading>(await _cluster.ApplyAsync(Given.CronJob(), null, Token));
        Assert.IsType<WriteAnswer.NotLeading>(await _cluster.ApplyAsync(Given.CronJob(), Given.CronJob(), Token));
        Assert.IsType<WriteAnswer.NotLeading>(await _cluster.DeleteAsync(Given.CronJob(), Token));
        Assert.IsType<WriteAnswer.NotLeading>(await _cluster.PublishAsync(Given.Ingestion(), new IngestionStatus(), Token));
        await _cluster.AnnounceAsync(Given.Ingestion(), new Notice(false, "Succeeded", "Reconcile", "Fine."), Token);

        Assert.False(sent.IsCompleted);
    }

    [Fact]
    public async Task A_follower_reads()
    {
        var reading = _cluster.ReadSecretKeyAsync("data", "dbt-cloud", "token", Token);
        (await _api.NextAsync()).Refuse(404, "NotFound", "no");

        Assert.IsType<KeyAnswer.ObjectMissing>(await reading);
    }

    [Fact]
    public async Task A_leader_writes_until_its_time_is_over()
    {
        _leadership.HoldFrom(_time.GetTimestamp(), TimeSpan.FromSeconds(30));
        _time.Advance(TimeSpan.FromSeconds(29));
        var last = _cluster.PublishAsync(Given.Ingestion(), new IngestionStatus(), Token);
        (await _api.NextAsync()).Json(Given.IngestionJson());
        Assert.IsType<WriteAnswer.Done>(await last);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.IsType<WriteAnswer.NotLeading>(await _cluster.PublishAsync(Given.Ingestion(), new IngestionStatus(), Token));
    }

    [Fact]
    public async Task A_write_that_has_not_been_answered_when_the_time_is_over_is_given_up()
    {
        _leadership.HoldFrom(_time.GetTimestamp(), TimeSpan.FromSeconds(7));
        var writing = _cluster.PublishAsync(Given.Ingestion(), new IngestionStatus(), Token);
        await _api.NextAsync();

        await _time.PassAsync(TimeSpan.FromSeconds(7), Token);

        Assert.IsType<WriteAnswer.Unavailable>(await writing);
    }

    [Fact]
    public async Task Nobody_has_to_be_asked_where_there_is_no_election()
    {
        using var client = _api.Client(_time, Leadership.WithoutElection(_time));
        _time.Advance(TimeSpan.FromDays(400));

        var writing = client.SendAsync(new ApiRequest(HttpMethod.Delete, ApiResource.Events.In("data")), ClusterJson.Default.StatusBody, Token);
        (await _api.NextAsync()).Json("{}");

        Assert.Null((await writing).Failure);
    }
}
