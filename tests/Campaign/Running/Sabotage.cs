using System.Text.Json.Nodes;
using Campaign.Worlds;
using Operator.Resource;

namespace Campaign.Running;

/// <summary>Something that must not be, done on purpose to a world in which all is well: so each invariant is seen to fail.</summary>
/// <param name="Expected">How the sentence of the invariant begins that has to notice it.</param>
internal sealed record Sabotage(string Name, string Expected, Action<World> Do)
{
    private const string CronJobs = "/apis/batch/v1/namespaces/data/cronjobs";

    public static IReadOnlyList<Sabotage> All { get; } =
    [
        new("a schedule that nobody wants", "settles as if nothing had happened", WithoutOperator(world =>
            world.Patch(Places.CronJob("plain"), Parse("""{"spec": {"schedule": "1 1 * * *"}}""")))),
        new("a resource that is not Ready", "settles as if nothing had happened", WithoutOperator(world =>
            world.Patch($"{Places.Ingestion("plain")}/status", Parse("""{"status": {"conditions": []}}""")))),
        new("a request that runs twice", "no request runs twice", Twice),
        new("a request that nobody carries out", "no request is lost", WithoutOperator(world => new Scenarios.Acts.OrderRunAct("plain", "lost").Do(world))),
        new("a CronJob without an owner", "no orphan", WithoutOperator(world => world.Create(CronJobs, Orphan()))),
        new("a stranger's CronJob that is changed", "no stranger's object is touched", Touched),
        new("a neighbour who waits", "neighbours are served", WithoutOperator(world => new Scenarios.Acts.NeighbourAct(5).Do(world))),
        new("writes without a reason", "steady state writes nothing", world =>
            world.Patch(Places.CronJob("plain"), Parse("""{"spec": {"suspend": true}}"""))),
        new("a token in the log", "no token anywhere", world =>
        {
            var line = $"token {Tokens.DbtCloud["token"]}";
            world.Replicas[0].Lines.Log(LogLevel.Information, default, line, null, (text, _) => text);
        }),
        new("an exception that nobody expected", "everything is expected", world => world.Replicas[0].Lines.Log(LogLevel.Error, default, "Reconciling failed unexpectedly", null, (text, _) => text)),
    ];

    private static Action<World> WithoutOperator(Action<World> act) => world =>
    {
        world.Running.ToList().ForEach(replica => replica.Kill());
        act(world);
    };

    private static void Twice(World world)
    {
        new Scenarios.Acts.OrderRunAct("plain", "twice").Do(world);
        world.Run(TimeSpan.FromSeconds(5));
        world.Log.Add(world.Log.All.Last(written => written.Call.Method == "POST" && written.Call.Path.EndsWith("/jobs", StringComparison.Ordinal)));
    }

    private static void Touched(World world)
    {
        world.Create(CronJobs, Manifests.Stranger("somebody"));
        world.Patch(Places.CronJob("somebody"), Parse("""{"metadata": {"labels": {"app.kubernetes.io/managed-by": "us"}}}"""));
    }

    private static JsonObject Orphan()
    {
        var orphan = Manifests.Stranger("orphan");
        orphan["metadata"]!["labels"] = new JsonObject { [Names.ManagedByLabel] = Names.FieldManager };
        return orphan;
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
