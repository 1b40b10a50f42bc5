using Campaign.Worlds;
using Sandbox.Controllers;

namespace Campaign.Scenarios.Acts;

/// <summary>Somebody deletes what the operator owns: all of a kind in the namespace.</summary>
internal sealed record ForeignDeleteAct(string Plural) : Act
{
    public override void Do(World world)
    {
        foreach (var item in world.List($"/apis/batch/v1/namespaces/{Places.Namespace}/{Plural}").Where(item => item.Text("metadata", "labels", "app") != "stranger"))
        {
            world.Delete($"/apis/batch/v1/namespaces/{Places.Namespace}/{Plural}/{item.NameOf()}");
        }
    }

    public override string ToString() => $"somebody deletes all {Plural}";
}
