using System.Text.Json.Nodes;
using Operator.ApiTests.Stories;
using Sandbox.Controllers;

namespace Operator.ApiTests.Leading;

/// <summary>Two replicas, of which the first leads, and one ingestion with its CronJob: what is done to it, and what becomes of it.</summary>
internal sealed class Pair : IAsyncDisposable
{
    public const string Name = "analytics";

    private const string CronJobs = $"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/cronjobs";

    private readonly CancellationToken _token;

    private Pair(StoryWorld world, Replica one, Replica two, CancellationToken token) => (World, One, Two, _token) = (world, one, two, token);

    public StoryWorld World { get; }

    public Replica One { get; }

    public Replica Two { get; }

    /// <summary>Nothing is declared yet.</summary>
    public static async Task<Pair> IdleAsync(CancellationToken token)
    {
        var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        var one = await Replica.LeadingAsync(world, "one");
        return new Pair(world, one, await Replica.FollowingAsync(world, "two"), token);
    }

    /// <summary>The ingestion is ready, and nothing is left to do.</summary>
    public static async Task<Pair> SettledAsync(CancellationToken token)
    {
        var pair = await IdleAsync(token);
        await pair.DeclareAsync();
        await pair.World.UntilReadyAsync(Name);
        return pair;
    }

    /// <summary>Makes the ingestion, or edits it.</summary>
    public Task DeclareAsync(int everyHours = 6, string filter = "marts") => World.ApplyAsync(World.Ingestion(Name, ingestion =>
    {
        ingestion["spec"]!["filters"]![0]!["name"] = filter;
        ingestion["spec"]!["schedule"] = new JsonObject { ["cron"] = $"H */{everyHours} * * *" };
    }));

    /// <summary>Until the second replica has been told of all that was declared so far: one of them is told after the other.</summary>
    public async Task CatchUpAsync()
    {
        await World.ApplyAsync(World.Ingestion("later"));
        await Two.KnowsAsync("later");
    }

    /// <summary>Until it is ready as it was declared last.</summary>
    public async Task<JsonObject> SettlesAsync()
    {
        await World.UntilReadyAsync(Name);
        return await CronJobAsync();
    }

    /// <summary>
    /// Because of the first edit the leader has sent a write; it is frozen before that arrives, and the other one, which knows of both
    /// edits, leads now.
    /// </summary>
    public async Task<HeldRequest> FrozenAsync(HttpMethod method, string pathPart, Func<Task> edit, Func<Task>? editAgain = null)
    {
        var late = One.Network.Hold(method, pathPart);
        await edit();
        await late.SentAsync(_token);
        One.Freeze();
        await (editAgain?.Invoke() ?? Task.CompletedTask);
        await CatchUpAsync();
        await Two.TakesOverAsync();
        return late;
    }

    public async Task<string?> LeaseHolderAsync() =>
        (await World.Api.GetAsync("/apis/coordination.k8s.io/v1/namespaces/default/leases/operator", _token)).Text("spec", "holderIdentity");

    public async Task<JsonObject> CronJobAsync() => (await World.CronJobAsync($"{Name}-marts"))!;

    public Task<JsonObject> UntilCronJobAsync(Func<JsonObject, bool> wanted) => World.UntilAsync(CronJobs, $"{Name}-marts", wanted);

    /// <summary>Somebody deletes the CronJob by hand; ends when it has been made anew.</summary>
    public async Task<JsonObject> LoseCronJobAsync()
    {
        var old = await CronJobAsync();
        await World.Api.DeleteAsync($"{CronJobs}/{Name}-marts", _token);
        return await UntilCronJobAsync(item => item.Text("metadata", "uid") != old.Text("metadata", "uid"));
    }

    public static string? VersionOf(JsonObject item) => item.Text("metadata", "resourceVersion");

    public async ValueTask DisposeAsync()
    {
        await Two.DisposeAsync();
        await One.DisposeAsync();
        await World.DisposeAsync();
    }
}
