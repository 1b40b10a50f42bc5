using Campaign.Scenarios;
using Campaign.Worlds;

namespace Campaign.Running;

/// <summary>Spoils a world once for each invariant and looks whether it is noticed: a check that cannot fail is none.</summary>
internal static class Proof
{
    public const string Verb = "prove";

    /// <summary>In this process, which must have been started with one processor.</summary>
    public static int RunAlone(TextWriter output)
    {
        var missed = 0;
        Worker.Alone(() => missed = Run(output));
        return missed;
    }

    private static int Run(TextWriter output)
    {
        var runner = new SeedRunner();
        var missed = Check(output, "nothing", null, runner.Run(Scenario(), log: null));
        foreach (var sabotage in Sabotage.All)
        {
            missed += Check(output, sabotage.Name, sabotage.Expected, runner.Run(Scenario(), log: null, sabotage.Do));
        }

        return missed == 0 ? 0 : 1;
    }

    private static int Check(TextWriter output, string name, string? expected, IReadOnlyList<string> broken)
    {
        var noticed = expected is null ? broken.Count == 0 : broken.Any(one => one.StartsWith(expected, StringComparison.Ordinal));
        output.WriteLine($"{(noticed ? "ok    " : "MISSED")} {name}: {string.Join(" | ", broken.Take(2))}");
        return noticed ? 0 : 1;
    }

    private static Scenario Scenario() => new(0, Kind.Mutations) { Ingestions = [Manifests.Ingestion("plain")], Steps = [] };
}
