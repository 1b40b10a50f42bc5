using Campaign.Worlds;

namespace Campaign.Scenarios.Acts;

/// <summary>Somebody else's CronJob is there.</summary>
internal sealed record StrangerAct(string Name) : Act
{
    public override void Do(World world) => world.Create($"/apis/batch/v1/namespaces/{Places.Namespace}/cronjobs", Manifests.Stranger(Name));

    public override string ToString() => $"somebody makes the CronJob {Name}";
}
