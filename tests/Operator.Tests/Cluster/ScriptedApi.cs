using System.Net;
using System.Text;
using System.Threading.Channels;
using Operator.Cluster.Api;
using Operator.Cluster.Leading;

namespace Operator.Tests.Cluster;

/// <summary>An API server that the test plays itself: it sees each call as it comes and answers when and how it likes.</summary>
internal sealed class ScriptedApi : HttpMessageHandler
{
    private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();

    /// <summary>Unlike any other wait, so that a test can tell them apart.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(41);

    public ApiClient Client(TimeProvider time) => Client(time, Leadership.WithoutElection(time));

    public ApiClient Client(TimeProvider time, IWritePermit permit) =>
        new(new ApiConnection(new Uri("http://api.test"), this, null, null), new ApiOptions { CallTimeout = CallTimeout }, time, permit);

    public ValueTask<Call> NextAsync() => _calls.Reader.ReadAsync(TestContextToken);

    private static CancellationToken TestContextToken => Xunit.TestContext.Current.CancellationToken;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        var call = new Call(request.Method.Method, request.RequestUri!.PathAndQuery, request.Content?.Headers.ContentType?.MediaType, body, request.Headers.Accept.ToString());
        await _calls.Writer.WriteAsync(call, cancellationToken);
        return await call.Answer.Task.WaitAsync(cancellationToken);
    }
}

/// <summary>One call that waits for its answer.</summary>
internal sealed record Call(string Method, string PathAndQuery, string? ContentType, string Body, string Accept)
{
    public TaskCompletionSource<HttpResponseMessage> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Path => PathAndQuery.Split('?')[0];

    public string? Query(string name) =>
        PathAndQuery.Split('?').Last().Split('&').Select(pair => pair.Split('=', 2)).FirstOrDefault(pair => pair[0] == name)?[1] is { } value
            ? Uri.UnescapeDataString(value)
            : null;

    public void Json(string json, HttpStatusCode code = HttpStatusCode.OK) =>
        Answer.SetResult(new HttpResponseMessage(code) { Content = new StringContent(json, Encoding.UTF8, "application/json") });

    public void Refuse(int code, string reason, string message) => Json(
        $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":{{System.Text.Json.JsonSerializer.Serialize(message)}},"reason":"{{reason}}","code":{{code}}}""",
        (HttpStatusCode)code);

    public void Break() => Answer.SetException(new HttpRequestException("Connection refused"));

    public ScriptedWatch Stream()
    {
        var watch = new ScriptedWatch();
        Answer.SetResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = watch.Content });
        return watch;
    }
}
