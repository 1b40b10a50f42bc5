using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Operator.ApiTests.Stories;
using Operator.Cluster;
using Operator.Cluster.Api;
using Operator.Cluster.Leading;
using Operator.Cluster.Watching;
using Operator.Hosting;
using Operator.Resource;
using Xunit;

namespace Operator.ApiTests.Leading;

/// <summary>A whole operator, as in a process of its own, with a clock and a network of its own.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Inside _inside;

    private Replica(StoryWorld world, string name)
    {
        _inside = new Inside(name);
        var connection = ApiConnection.From(ApiConnection.Load(world.Kubeconfig));
        Network = new Network(connection.Handler);
        Exit = OperatorHost.RunAsync(
            Inside.OptionsFor(world), services => _inside.Adjust(services, connection with { Handler = Network }, Clock, Log), _stop.Token);
    }

    public LeapingClock Clock { get; } = new();

    public Network Network { get; }

    public LineLog Log { get; } = new();

    /// <summary>The exit code, once it has ended.</summary>
    public Task<int> Exit { get; }

    /// <inheritdoc cref="Inside.Agent"/>
    public string Agent => _inside.Agent;

    public bool IsLeading => _inside.Get<Leadership>().IsLeading;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>One that leads.</summary>
    public static async Task<Replica> LeadingAsync(StoryWorld world, string name)
    {
        var replica = await StartAsync(world, name);
        await replica._inside.Get<Leadership>().Begun.WaitAsync(Token);
        return replica;
    }

    /// <summary>One that has listed everything, has seen who leads, and waits.</summary>
    public static async Task<Replica> FollowingAsync(StoryWorld world, string name)
    {
        var replica = await StartAsync(world, name);
        await replica._inside.Get<Watches>().Synced.WaitAsync(Token);
        await replica.Clock.BegunAsync(Inside.Retry, Token);
        Assert.False(replica.IsLeading);
        return replica;
    }

    /// <summary>Lets its time pass, from one try for the Lease to the next, until it leads; returns how long that took on its clock.</summary>
    public async Task<TimeSpan> TakesOverAsync()
    {
        var waited = TimeSpan.Zero;
        while (!IsLeading)
        {
            await Clock.LeapAsync(Inside.Retry, Token);
            waited += Inside.Retry;
        }

        return waited;
    }

    /// <summary>As far as others can see: it says nothing and hears nothing, what it has sent goes its way, and it knows of no trouble.</summary>
    public void Freeze() => Network.Cut(Partition.Silent);

    /// <summary>Goes on where it was, in a world that has gone on without it.</summary>
    public async Task<int> ThawAsync(TimeSpan after)
    {
        Clock.Leap(after);
        Network.Heal();
        return await Exit.WaitAsync(Token);
    }

    /// <summary>Until an ingestion that somebody made has come to its queue.</summary>
    public async Task KnowsAsync(string ingestion)
    {
        while (_inside.Get<ICluster>().Find(new IngestionKey(StoryWorld.Namespace, ingestion)) is null)
        {
            await _inside.Get<Bell>().CameAsync(Token);
        }
    }

    /// <summary>Until the reconcile that runs now has ended.</summary>
    public Task ReconciledAsync() => _inside.Get<Bell>().DoneAsync(Token);

    /// <summary>From now on its process takes its time to end, and could still do something.</summary>
    public void Linger() => _inside.Linger();

    public void EndAtLast() => _inside.EndAtLast();

    public async Task<(HttpStatusCode Code, string Text)> AskAsync(string path)
    {
        // The first listener is that of the probes, the second that of the metrics.
        var addresses = _inside.Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        using var http = new HttpClient { BaseAddress = new Uri(addresses[path == "/metrics" ? 1 : 0]) };
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    /// <summary>Tells it to stop; ends as soon as it has begun to wait for what is running.</summary>
    public async Task BeginStopAsync()
    {
        await _stop.CancelAsync();
        await Clock.BegunAsync(Inside.ShutdownTimeout, Token);
    }

    /// <summary>As SIGTERM does.</summary>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await Exit.WaitAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        Network.Heal();
        EndAtLast();
        await _stop.CancelAsync();
        await Exit;
        Network.CutForGood();
        _stop.Dispose();
        Log.Dispose();
    }

    private static async Task<Replica> StartAsync(StoryWorld world, string name)
    {
        var replica = new Replica(world, name);
        await Task.WhenAny(replica._inside.Started, replica.Exit).WaitAsync(Token);
        Assert.False(replica.Exit.IsCompleted, replica.Log.All);
        return replica;
    }
}
