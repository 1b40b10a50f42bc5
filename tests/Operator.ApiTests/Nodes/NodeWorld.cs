using System.Text.Json.Nodes;
using Operator.ApiTests.Servers;
using Sandbox.Controllers;
using Sandbox.Kubernetes;
using Sandbox.Nodes;
using Xunit;

namespace Operator.ApiTests.Nodes;

/// <summary>An API server with one node on it, whose programs the test brings along.</summary>
internal sealed class NodeWorld : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("node-");
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _loops = [];
    private readonly IAsyncDisposable? _server;

    private NodeWorld(HttpClient http, Programs programs, IAsyncDisposable? server)
    {
        (Http, Api, _server) = (http, new ApiConnection(http), server);
        Node = new Node(Api, programs, _folder.FullName, TimeProvider.System);
        _loops.Add(Node.RunAsync(_stop.Token));
    }

    public HttpClient Http { get; }

    public ApiConnection Api { get; }

    public Node Node { get; }

    /// <summary>The node's folders of pods that are still there.</summary>
    public IEnumerable<string> PodFolders => _folder.EnumerateDirectories().Select(folder => folder.Name);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>A sandbox of the test's own.</summary>
    public static async Task<NodeWorld> StartAsync(Programs programs)
    {
        var server = await ApiServer.StartAsync(new ApiServerOptions(), TimeProvider.System, Cancelled);
        var world = new NodeWorld(new HttpClient { BaseAddress = server.Address, Timeout = Timeout.InfiniteTimeSpan }, programs, server);
        server.PodLogs.Source = world.Node.LogOf;
        return world;
    }

    /// <summary>A sandbox with its Job controller, or a server whose real one is at work.</summary>
    public static async Task<NodeWorld> WithJobsAsync(TestServers servers, ServerKind on, Programs programs)
    {
        if (on == ServerKind.RealWithJobs)
        {
            return new NodeWorld((await servers.StartedAsync(on)).Http, programs, null);
        }

        var world = await StartAsync(programs);
        world._loops.Add(new JobController(world.Api, TimeProvider.System, () => 0.5).RunAsync(world._stop.Token));
        return world;
    }

    /// <summary>Creates a pod and follows it until it has ended: its status at every turn, as the API server tells it.</summary>
    public Task<IReadOnlyList<JsonObject>> LifeAsync(string pod) =>
        LifeAsync("/api/v1/namespaces/default/pods", pod, item => item.Text("status", "phase") is "Succeeded" or "Failed");

    /// <summary>Creates an object and follows it until it is as wanted.</summary>
    public async Task<IReadOnlyList<JsonObject>> LifeAsync(string path, string item, Func<JsonObject, bool> wanted)
    {
        var created = (await Api.CreateAsync(path, JsonNode.Parse(item)!.AsObject(), Cancelled))!;
        return await FollowAsync(path, created.NameOf(), wanted, created.Text("metadata", "resourceVersion")!);
    }

    public async Task<IReadOnlyList<JsonObject>> FollowAsync(string path, string name, Func<JsonObject, bool> wanted, string since)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(Patience);
        List<JsonObject> seen = [];
        await using var stream = await Api.WatchAsync($"{path}?watch=true&resourceVersion={since}{(name.Length == 0 ? "" : $"&fieldSelector=metadata.name%3D{name}")}", patience.Token);
        using var lines = new StreamReader(stream);
        while (seen.Count == 0 || !wanted(seen[^1]))
        {
            var line = await lines.ReadLineAsync(patience.Token) ?? throw new EndOfStreamException($"The watch of {name} ended after {seen.Count} changes");
            seen.Add(JsonNode.Parse(line)!["object"]!.AsObject());
        }

        return seen;
    }

    public Task SecretAsync(string name, string key, string value) => Api.CreateAsync(
        "/api/v1/namespaces/default/secrets",
        JsonNode.Parse($$$"""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"{{{name}}}"},"stringData":{"{{{key}}}":"{{{value}}}"}}""")!.AsObject(),
        Cancelled);

    /// <summary>Ends the node; the API server stays.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        foreach (var loop in _loops)
        {
            await loop.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_server is not null)
        {
            Http.Dispose();
            await _server.DisposeAsync();
        }

        _stop.Dispose();
        _folder.Delete(recursive: true);
    }
}
