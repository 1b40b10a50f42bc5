using System.Text.Json.Nodes;
using Campaign.Faults;
using Campaign.Time;
using Campaign.Wires;
using Sandbox.Controllers;
using Sandbox.Demo;

namespace Campaign.Worlds;

/// <summary>One world: servers, people who declare things, and operators that come and go. Whoever drives it decides when time passes.</summary>
internal sealed class World : IDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 25, 10, 0, 0, TimeSpan.Zero);

    private readonly List<Replica> _replicas = [];
    private readonly int _seed;


    public World(int seed)
    {
        _seed = seed;
        Time = new VirtualClock(s_start);
        Faults = new FaultBook(new Random(seed));
        Log = new CallLog();
        Servers = Finish(Servers.StartAsync(Time));
        Installation = new Installation(Servers.Api, Time);
        Jobs = new JobPlayer(this);
        Apply(Servers.Definition.DeepClone().AsObject());
        Apply(Manifests.Namespace(Places.Namespace));
        Apply(Manifests.Namespace(Places.NeighbourNamespace));
    }

    public VirtualClock Time { get; }

    public Servers Servers { get; }

    public FaultBook Faults { get; }

    public CallLog Log { get; }

    public JobPlayer Jobs { get; }

    public Inputs Inputs { get; } = new();

    public List<RunOrder> Orders { get; } = [];

    /// <summary>What was promised to somebody by a certain hour, and whether it is so by then.</summary>
    public List<(DateTimeOffset By, string What, Func<World, bool> Holds)> Promises { get; } = [];

    public List<string> Broken { get; } = [];

    /// <summary>Every operator process that there was; those that run now are the last.</summary>
    public IReadOnlyList<Replica> Replicas => _replicas;

    public IEnumerable<Replica> Running => _replicas.Where(replica => !replica.Wires.IsTorn && !replica.HasEnded);

    public DateTimeOffset Now => Time.GetUtcNow();

    private Installation Installation { get; }

    public void Apply(JsonObject item) => Finish(Installation.ApplyAsync(item, CancellationToken.None));

    public JsonObject? Get(string path) => Finish(Servers.Api.GetAsync(path, CancellationToken.None));

    public IReadOnlyList<JsonObject> List(string path) => [.. Get(path).Items("items")];

    public JsonObject? Patch(string path, JsonObject patch) => Finish(Servers.Api.PatchAsync(path, patch, CancellationToken.None));

    public JsonObject? Create(string path, JsonObject item) => Finish(Servers.Api.CreateAsync(path, item, CancellationToken.None));

    public void Delete(string path) => Finish(Servers.Api.DeleteAsync(path, CancellationToken.None));

    public Replica StartOperator(bool elects = false, TimeSpan clockIsOff = default, string? name = null)
    {
        var replica = new Replica(name ?? $"operator-{_replicas.Count}", Servers, Time, Faults, Log, unchecked(_seed * 31 + _replicas.Count), clockIsOff, elects);
        _replicas.Add(replica);
        Finish(replica.StartAsync());
        return replica;
    }

    public void Replace(Replica replica)
    {
        if (!replica.Wires.IsTorn)
        {
            replica.Kill();
        }

        Quiet.Wait();
        StartOperator(replica.Elects);
    }

    /// <summary>Lets time pass.</summary>
    public void Run(TimeSpan span)
    {
        var end = Now + span;
        while (true)
        {
            Settle();
            var next = Next(end);
            if (!Time.MoveOn(next) && next == end)
            {
                Settle();
                return;
            }
        }
    }

    /// <summary>Waits for something that people do; time passes only where that needs it.</summary>
    public T Finish<T>(Task<T> task)
    {
        Finish((Task)task);
        return task.Result;
    }

    public void Finish(Task task)
    {
        for (Quiet.Wait(); !task.IsCompleted; Quiet.Wait())
        {
            if (!Time.MoveOn(Now + TimeSpan.FromMinutes(1)) && !task.IsCompleted)
            {
                continue;
            }
        }

        task.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        Faults.Clear();
        foreach (var replica in Running.ToList())
        {
            replica.Kill();
        }

        Quiet.Wait();
        Finish(Servers.DisposeAsync().AsTask());
        _replicas.ForEach(replica => replica.Dispose());
    }

    private void Settle()
    {
        Quiet.Wait();
        foreach (var replica in _replicas.Where(replica => replica.IsToBeReplaced).ToList())
        {
            replica.IsReplaced = true;
            Replace(replica);
            Quiet.Wait();
        }

        Jobs.Step();
        foreach (var promise in Promises.Where(promise => promise.By <= Now).ToList())
        {
            Promises.Remove(promise);
            if (!promise.Holds(this))
            {
                Broken.Add(promise.What);
            }
        }
    }

    private DateTimeOffset Next(DateTimeOffset end) =>
        Promises.Select(promise => promise.By).Append(Jobs.Next ?? end).Append(end).Where(moment => moment > Now).DefaultIfEmpty(end).Min();
}
