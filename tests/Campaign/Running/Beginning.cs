using Campaign.Worlds;

namespace Campaign.Running;

/// <summary>The Secrets as they are meant to be.</summary>
internal static class Beginning
{
    public static void Secrets(World world)
    {
        foreach (var @namespace in (string[])[Places.Namespace, Places.NeighbourNamespace])
        {
            Put(world, Manifests.DbtSecret, @namespace, Tokens.DbtCloud);
            Put(world, Manifests.BotSecret, @namespace, Tokens.OpenMetadata);
        }
    }

    private static void Put(World world, string name, string @namespace, Dictionary<string, string> data)
    {
        var secret = Manifests.Secret(name, @namespace, data);
        world.Apply(secret.DeepClone().AsObject());
        world.Inputs.Declare(secret);
    }
}
