using System.Text.Json.Nodes;
using Campaign.Worlds;
using Sandbox.Controllers;

namespace Campaign.Scenarios.Acts;

/// <summary>The neighbour edits the schedule, and wants the CronJob to follow within a minute whatever others do.</summary>
internal sealed record NeighbourAct(int Hour) : Act
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    public override void Do(World world)
    {
        var edited = world.Patch(
            Places.Ingestion(Places.Neighbour, Places.NeighbourNamespace), new JsonObject { ["spec"] = new JsonObject { ["schedule"] = new JsonObject { ["cron"] = $"7 {Hour} * * *" } } });
        world.Inputs.Declare(edited!);
        world.Promises.Add((world.Now + s_patience, $"neighbours are served: the edit of {Places.Neighbour} at {world.Now:HH:mm:ss} was not applied within {s_patience}", Follows));
    }

    public override string ToString() => $"the neighbour's schedule becomes 7 {Hour} * * *";

    private bool Follows(World world) =>
        world.Get(Places.CronJob(Places.Neighbour, Places.NeighbourNamespace)).Text("spec", "schedule") is { } schedule
        && schedule == world.Inputs.Ingestion(Places.Neighbour, Places.NeighbourNamespace).Text("spec", "schedule", "cron");
}
