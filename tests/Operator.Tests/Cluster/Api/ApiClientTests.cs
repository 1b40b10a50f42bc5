using System.Net;
using System.Text;
using Operator.Cluster.Api;
using Operator.Tests.Engine;
using Xunit;

namespace Operator.Tests.Cluster.Api;

public sealed class ApiClientTests : IDisposable
{
    private readonly ScriptedApi _api = new();
    private readonly TimerTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task A_refusal_is_what_the_servers_status_says()
    {
        var asking = AskAsync();
        (await _api.NextAsync()).Refuse(404, "NotFound", "secrets \"a\" not found");

        Assert.Equal(new ApiFailure(404, "NotFound", "secrets \"a\" not found"), (await asking).Failure);
    }

    [Fact]
    public async Task A_refusal_without_a_status_is_its_code()
    {
        var asking = AskAsync();
        (await _api.NextAsync()).Answer.SetResult(new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("404 page not found") });

        var failure = (await asking).Failure!;
        Assert.Equal(404, failure.Code);
        Assert.DoesNotContain("page", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>Please log in</html>")]
    [InlineData("""{"metadata":{"uid":""")]
    [InlineData("null")]
    public async Task Something_that_is_not_the_Kubernetes_API_is_said_to_be_so(string body)
    {
        var asking = AskAsync();
        (await _api.NextAsync()).Answer.SetResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "text/html") });

        Assert.Equal("Unreadable", (await asking).Failure!.Reason);
    }

    [Fact]
    public async Task A_call_that_nobody_answers_ends_after_its_time()
    {
        var asking = AskAsync();
        await _api.NextAsync();

        await _time.PassAsync(ScriptedApi.CallTimeout, Token);

        Assert.Equal("Timeout", (await asking).Failure!.Reason);
    }

    [Fact]
    public async Task An_answer_that_stops_in_the_middle_ends_after_its_time_too()
    {
        var asking = AskAsync();
        var body = (await _api.NextAsync()).Stream();
        await body.RawAsync("""{"metadata":{"uid":""");

        await _time.PassAsync(ScriptedApi.CallTimeout, Token);

        Assert.Equal("Timeout", (await asking).Failure!.Reason);
    }

    [Fact]
    public async Task A_Secret_that_cannot_be_read_is_not_quoted()
    {
        var asking = AskAsync();
        (await _api.NextAsync()).Json("""{"metadata":{"uid":"u"},"data":{"token":"Y2FuYXJ5""");

        Assert.DoesNotContain("Y2FuYXJ5", (await asking).Failure!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_not_an_answer()
    {
        using var stop = new CancellationTokenSource();
        var asking = AskAsync(stop.Token);
        await _api.NextAsync();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task A_very_long_sentence_of_the_server_is_cut()
    {
        var asking = AskAsync();
        (await _api.NextAsync()).Refuse(422, "Invalid", new string('x', 5000));

        Assert.Equal(1000, (await asking).Failure!.Message.Length);
    }

    private Task<ApiAnswer<KeyedObject>> AskAsync(CancellationToken? cancellationToken = null) => _api.Client(_time)
        .SendAsync(ApiRequest.Get(ApiResource.Secrets.Named("data", "a")), ClusterJson.Default.KeyedObject, cancellationToken ?? Token);
}
