using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Operator.Cluster.Api;
using Xunit;

namespace Operator.Tests.Cluster.Leading;

/// <summary>What the API server does to the next request, in place of serving it.</summary>
internal enum Trouble
{
    /// <summary>The connection breaks before anything arrives.</summary>
    Break,

    /// <summary>A write is carried out, then the connection breaks.</summary>
    LoseAnswer,

    /// <summary>Nothing comes back, ever.</summary>
    Silence,

    ServerError,
    Conflict,
    Forbidden,
}

/// <summary>The API server as far as one Lease goes: its versions, its conflicts, and trouble on request.</summary>
internal sealed class OneLease : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private JsonObject? _stored;
    private int _version = 100;
    private int _troubles;
    private Trouble _trouble;

    /// <summary>Without it nothing can be created.</summary>
    public bool HasNamespace { get; set; } = true;

    /// <summary>No request is served before this has completed.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public JsonObject Spec => Stored!["spec"]!.AsObject();

    public JsonObject? Stored
    {
        get
        {
            lock (_gate)
            {
                return _stored?.DeepClone().AsObject();
            }
        }
    }

    public string? Holder => (string?)Spec["holderIdentity"];

    public Candidate Candidate(string identity) => new(new ApiConnection(new Uri("http://api.test"), this, null, null), "ops", identity);

    public void Next(Trouble trouble, int times = 1)
    {
        lock (_gate)
        {
            (_trouble, _troubles) = (trouble, times);
        }
    }

    /// <summary>Somebody else writes the Lease.</summary>
    public void Put(string? holder, string renewTime = "2020-01-01T00:00:00.000000Z", int? seconds = 35, int transitions = 3)
    {
        lock (_gate)
        {
            Store(new JsonObject
            {
                ["apiVersion"] = "coordination.k8s.io/v1",
                ["kind"] = "Lease",
                ["metadata"] = new JsonObject { ["namespace"] = "ops", ["name"] = "operator", ["annotations"] = new JsonObject { ["owner"] = "the platform team" } },
                ["spec"] = new JsonObject { ["holderIdentity"] = holder, ["leaseDurationSeconds"] = seconds, ["acquireTime"] = renewTime, ["renewTime"] = renewTime, ["leaseTransitions"] = transitions },
            });
        }
    }

    public void Delete()
    {
        lock (_gate)
        {
            _stored = null;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : null;
        var trouble = TakeTrouble(request);
        if (trouble is Trouble.Silence)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        await Gate.WaitAsync(cancellationToken);

        lock (_gate)
        {
            return trouble switch
            {
                null => Serve(request, body),
                Trouble.ServerError => Refuse(500, "InternalError", "etcdserver: request timed out"),
                Trouble.Conflict => Refuse(409, "Conflict", "the object has been modified"),
                Trouble.Forbidden => Refuse(403, "Forbidden", "leases.coordination.k8s.io \"operator\" is forbidden: User \"operator\" cannot get resource \"leases\""),
                Trouble.LoseAnswer when Serve(request, body) is not null => throw new HttpRequestException("Connection reset by peer"),
                _ => throw new HttpRequestException("Connection refused"),
            };
        }
    }

    private Trouble? TakeTrouble(HttpRequestMessage request)
    {
        lock (_gate)
        {
            return (_trouble is Trouble.LoseAnswer && request.Method == HttpMethod.Get) || _troubles-- <= 0 ? null : _trouble;
        }
    }

    private HttpResponseMessage Serve(HttpRequestMessage request, string? body)
    {
        Assert.StartsWith("/apis/coordination.k8s.io/v1/namespaces/ops/leases", request.RequestUri!.AbsolutePath, StringComparison.Ordinal);
        switch (request.Method.Method)
        {
            case "GET":
                return _stored is null ? Refuse(404, "NotFound", "leases.coordination.k8s.io \"operator\" not found") : Answer(200);
            case "POST" when !HasNamespace:
                return Refuse(404, "NotFound", "namespaces \"ops\" not found");
            case "POST" when _stored is not null:
                return Refuse(409, "AlreadyExists", "leases.coordination.k8s.io \"operator\" already exists");
            case "PUT" when _stored is null || VersionOf(JsonNode.Parse(body!)!) != VersionOf(_stored):
                return Refuse(409, "Conflict", "the object has been modified");
            default:
                Store(JsonNode.Parse(body!)!.AsObject());
                return Answer(200);
        }
    }

    private static string? VersionOf(JsonNode lease) => (string?)lease["metadata"]!["resourceVersion"];

    private void Store(JsonObject lease)
    {
        lease["metadata"]!["resourceVersion"] = $"{_version++}";
        _stored = lease;
    }

    private HttpResponseMessage Answer(int code) => Json(code, _stored!.ToJsonString());

    private static HttpResponseMessage Refuse(int code, string reason, string message) =>
        Json(code, $$"""{"kind":"Status","status":"Failure","message":{{JsonSerializer.Serialize(message)}},"reason":"{{reason}}","code":{{code}}}""");

    private static HttpResponseMessage Json(int code, string json) =>
        new((HttpStatusCode)code) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
}
