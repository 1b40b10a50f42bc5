namespace Campaign.Invariants;

/// <summary>Nothing comes as a surprise: no reconcile fails unexpectedly or never ends, and no process ends of an error.</summary>
internal sealed class ExpectsEverything : IInvariant
{
    private static readonly string[] s_surprises = ["failed unexpectedly", "was ended after", "Unhandled exception", "BackgroundService failed", "OutOfMemoryException"];

    public IEnumerable<string> Broken(Ending ending)
    {
        foreach (var race in ending.World.Log.Races.GroupBy(call => (call.Process, call.Method, call.Path)).Take(3))
        {
            yield return $"everything is expected: {race.Key.Process} made a thousand calls without a pause, of which the last were {race.Key.Method} {race.Key.Path}";
        }

        foreach (var replica in ending.Replicas)
        {
            foreach (var line in replica.Lines.All.Where(line => s_surprises.Any(surprise => line.Contains(surprise, StringComparison.Ordinal))).Distinct().Take(2))
            {
                yield return $"everything is expected: {replica.Name}: {line.ReplaceLineEndings(" ")}";
            }
        }
    }
}
