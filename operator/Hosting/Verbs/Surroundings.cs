namespace Operator.Hosting.Verbs;

/// <summary>What a verb of the command line sees of the process around it.</summary>
internal sealed record Surroundings
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Asked for only where it is read: a terminal is changed by it.</summary>
    public required Func<TextReader> In { get; init; }

    /// <summary>Reads an environment variable; null where it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Whether a person looks at the output: then it has colours.</summary>
    public required bool HasColours { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Has something else happen on Ctrl-C or SIGTERM than the end of the process, until it is disposed.</summary>
    public Func<Action, IDisposable?> OnInterrupt { get; init; } = _ => null;

    public static Surroundings OfProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        In = () => Console.In,
        Variable = Environment.GetEnvironmentVariable,
        HasColours = !Console.IsOutputRedirected && Allows(Environment.GetEnvironmentVariable),
        OnInterrupt = stop => new Interrupts(stop),
    };

    /// <summary>NO_COLOR (no-color.org) and terminals that know no colours.</summary>
    public static bool Allows(Func<string, string?> variable) =>
        string.IsNullOrEmpty(variable("NO_COLOR")) && variable("TERM") is { Length: > 0 } and not "dumb";

    /// <summary>A variable that is set and not empty.</summary>
    public string? Set(string name) => Variable(name) is { Length: > 0 } value ? value : null;
}
