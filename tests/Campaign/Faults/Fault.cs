using Campaign.Wires;

namespace Campaign.Faults;

/// <summary>Which calls meet which effect.</summary>
internal sealed record Fault(Target Target, Effect Effect)
{
    /// <summary>One verb alone; null means all.</summary>
    public string? Verb { get; init; }

    /// <summary>Part of the path; null means every path.</summary>
    public string? Path { get; init; }

    /// <summary>Only this process; null means every one.</summary>
    public string? Process { get; init; }

    /// <summary>Calls that pass before it begins.</summary>
    public int After { get; init; }

    /// <summary>How many calls it meets.</summary>
    public int Times { get; init; } = int.MaxValue;

    /// <summary>Of a hundred calls that it concerns.</summary>
    public int Percent { get; init; } = 100;

    /// <summary>True for any target: a process dies wherever it is.</summary>
    public bool Anywhere { get; init; }

    public bool Concerns(Call call) =>
        (Anywhere || call.Target == Target)
        && (Process is null || call.Process == Process)
        && (Verb is null || call.Verb == Verb)
        && (Path is null || call.Path.Contains(Path, StringComparison.Ordinal));

    public override string ToString() =>
        $"{Effect} on {(Anywhere ? "any call" : $"{Verb ?? "any call"} of {Target}")}{(Path is null ? "" : $" with {Path}")}{(Process is null ? "" : $" by {Process}")}"
        + $"{(After > 0 ? $" after {After}" : "")}{(Times < int.MaxValue ? $", {Times} times" : "")}{(Percent < 100 ? $", {Percent} of 100" : "")}";
}
