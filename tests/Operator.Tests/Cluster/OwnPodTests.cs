using Operator.Cluster;
using Operator.Tests.Engine;
using Xunit;

namespace Operator.Tests.Cluster;

/// <summary>The operator's own image, which is that of what fetches artifacts.</summary>
public sealed class OwnPodTests : IDisposable
{
    private const string Digest = "registry.example.com/operator@sha256:4c1f0e5f8f5d4f1b0c2f1d3a5b7c9e0f4c1f0e5f8f5d4f1b0c2f1d3a5b7c9e0f";

    private readonly ScriptedApi _api = new();
    private readonly TimerTime _time = new();
    private readonly LogLines<OwnPod> _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""[{"name":"operator","image":"operator:1"}]""", "operator:1")]
    [InlineData("""[{"name":"istio-proxy","image":"proxy:1"},{"name":"operator","image":"operator:1"}]""", "operator:1")]
    [InlineData($$"""[{"name":"operator","image":"{{Digest}}"}]""", Digest)]
    [InlineData("""[{"name":"renamed","image":"operator:1"},{"name":"sidecar","image":"proxy:1"}]""", "operator:1")]
    [InlineData("[]", null)]
    public async Task It_is_that_of_the_container_by_its_name_else_of_the_first(string containers, string? image)
    {
        var own = Own("operator-7", "operators");

        var reading = own.ReadAsync(Token);
        var call = await _api.NextAsync();
        call.Json($$$"""{"metadata":{"name":"operator-7"},"spec":{"containers":{{{containers}}}},"status":{}}""");
        await reading;

        Assert.Equal("/api/v1/namespaces/operators/pods/operator-7", call.Path);
        Assert.Equal(image, own.Image);
    }

    [Theory]
    [InlineData(null, "operators")]
    [InlineData("operator-7", null)]
    public async Task Without_the_downward_API_nobody_is_asked(string? pod, string? @namespace)
    {
        var own = Own(pod, @namespace);

        await own.ReadAsync(Token);

        Assert.Null(own.Image);
        Assert.Empty(_log.Lines.All);
    }

    [Theory]
    [InlineData(403, "Forbidden")]
    [InlineData(404, "NotFound")]
    public async Task A_refusal_is_the_end_of_it_and_is_told_with_both_cures(int code, string reason)
    {
        var own = Own("operator-7", "operators");

        var reading = own.ReadAsync(Token);
        (await _api.NextAsync()).Refuse(code, reason, "no");
        await reading;

        Assert.Null(own.Image);
        Assert.Contains("start with --fetch-image, or grant get on pods", Assert.Single(_log.Lines.All).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_asked_until_it_does()
    {
        var own = Own("operator-7", "operators");

        var reading = own.ReadAsync(Token);
        (await _api.NextAsync()).Refuse(503, "ServiceUnavailable", "etcd has no leader");
        await _time.PassAsync(TimeSpan.FromSeconds(2), Token);
        (await _api.NextAsync()).Break();
        await _time.PassAsync(TimeSpan.FromSeconds(2), Token);
        (await _api.NextAsync()).Json("""{"spec":{"containers":[{"name":"operator","image":"operator:1"}]}}""");
        await reading;

        Assert.Equal("operator:1", own.Image);
        Assert.Empty(_log.Lines.All);
    }

    public void Dispose() => _api.Dispose();

    private OwnPod Own(string? pod, string? @namespace) => new(_api.Client(_time), new OwnPodName(@namespace, pod), _time, _log);
}
