using System.Text.Json.Nodes;
using Campaign.Worlds;
using Operator.Resource;
using Sandbox.Controllers;

namespace Campaign.Scenarios.Acts;

/// <summary>A person asks for a run.</summary>
internal sealed record OrderRunAct(string Name, string Value) : Act
{
    public override void Do(World world)
    {
        if (world.Patch(Places.Ingestion(Name), new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [Names.RunAtAnnotation] = Value } } }) is { } asked)
        {
            world.Orders.Add(new RunOrder(Name, asked.UidOf(), Value));
        }
    }

    public override string ToString() => $"ask {Name} for run {Value}";
}
