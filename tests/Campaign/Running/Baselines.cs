using Campaign.Invariants;
using Campaign.Worlds;

namespace Campaign.Running;

/// <summary>What inputs come to in a world without trouble; the same inputs are tried once.</summary>
internal sealed class Baselines
{
    private const int Most = 500;

    private static readonly TimeSpan s_settling = TimeSpan.FromMinutes(30);

    private readonly Dictionary<string, Picture> _known = [];

    public Picture Of(Inputs inputs)
    {
        if (_known.TryGetValue(inputs.Key, out var known))
        {
            return known;
        }

        if (_known.Count == Most)
        {
            _known.Clear();
        }

        return _known[inputs.Key] = Try(inputs);
    }

    private static Picture Try(Inputs inputs)
    {
        using var world = new World(seed: 0);
        foreach (var item in inputs.Secrets.Concat(inputs.Ingestions).ToList())
        {
            world.Apply(item.DeepClone().AsObject());
        }

        world.StartOperator();
        world.Run(s_settling);
        return Picture.Of(world);
    }
}
