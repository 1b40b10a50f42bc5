using Campaign.Wires;
using Campaign.Worlds;
using Operator.ApiTests.Stories;

namespace Campaign.Invariants;

/// <summary>No token stands in a log, or in anything that was written to the API server.</summary>
internal sealed class KeepsSecrets : IInvariant
{
    private static readonly Canaries s_canaries = new(Tokens.Canaries);

    public IEnumerable<string> Broken(Ending ending)
    {
        foreach (var replica in ending.Replicas)
        {
            if (s_canaries.In(string.Join('\n', replica.Lines.All)) is { } line)
            {
                yield return $"no token anywhere: the log of {replica.Name} has {line}";
            }
        }

        if (s_canaries.In(string.Join('\n', ending.World.Log.All.Where(written => written.Call.Target is Target.Kubernetes).Select(written => written.Body))) is { } body)
        {
            yield return $"no token anywhere: it was written to the API server: {body}";
        }
    }
}
