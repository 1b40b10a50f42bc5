using Campaign.Worlds;

namespace Campaign.Scenarios.Acts;

/// <summary>A Secret becomes another, or vanishes; it is repaired in the end.</summary>
internal sealed record SecretAct(string Name, IReadOnlyDictionary<string, string>? Data) : Act
{
    public override void Do(World world)
    {
        world.Delete(Places.Secret(Name));
        if (Data is not null)
        {
            world.Apply(Manifests.Secret(Name, Places.Namespace, Data));
        }
    }

    public override string ToString() => Data is null ? $"delete Secret {Name}" : $"Secret {Name} has now {string.Join(", ", Data.Select(pair => $"{pair.Key} of {pair.Value.Length} characters"))}";
}
