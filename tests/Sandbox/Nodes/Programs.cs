namespace Sandbox.Nodes;

/// <summary>What a container comes to on this machine.</summary>
internal abstract record Startable
{
    private Startable()
    {
    }

    /// <summary>A program with its arguments.</summary>
    public sealed record Found(IProgram Program, IReadOnlyList<string> Arguments) : Startable;

    /// <summary>A container that ends before any program starts.</summary>
    public sealed record Over(int ExitCode, string Line) : Startable;

    /// <summary>A container that cannot be started at all.</summary>
    public sealed record Unknown(string Message) : Startable;
}

/// <summary>What the node can run: the programs that stand in for those of the images.</summary>
/// <param name="ByCommand">Programs that a container's command names.</param>
/// <param name="ByVerb">Programs that are the image's entrypoint, known by the first argument that they are given.</param>
internal sealed record Programs(IReadOnlyDictionary<string, IProgram> ByCommand, IReadOnlyDictionary<string, IProgram> ByVerb)
{
    private const int ShellSyntaxError = 2;

    /// <summary>The ingestion image's program, played by the sandbox, and the operator's verbs, by the built operator.</summary>
    public static Programs OfTheSandbox(string sandbox, string @operator) => new(
        new Dictionary<string, IProgram> { ["metadata"] = new LocalProgram(sandbox) },
        new Dictionary<string, IProgram>
        {
            ["fetch-artifacts"] = new LocalProgram(@operator) { DefaultPaths = new Dictionary<string, string> { ["--folder"] = "/artifacts", ["--message-file"] = "/dev/termination-log" } },
        });

    /// <summary>The same, but this verb is played by something else.</summary>
    public Programs WithVerb(string verb, IProgram program) => this with { ByVerb = new Dictionary<string, IProgram>(ByVerb) { [verb] = program } };

    public Programs WithCommand(string command, IProgram program) => this with { ByCommand = new Dictionary<string, IProgram>(ByCommand) { [command] = program } };

    /// <summary>What a container's command and arguments come to.</summary>
    public Startable Find(IReadOnlyList<string> command, IReadOnlyList<string> arguments, Func<string, bool> exists)
    {
        IReadOnlyList<string> words = [.. command, .. arguments];
        if (words.Count == 0)
        {
            return new Startable.Unknown("no command specified");
        }

        if (ShellCommand.IsShell(words))
        {
            return OfShell(words, exists);
        }

        return command.Count > 0 ? OfCommand(words)
            : ByVerb.TryGetValue(words[0], out var program) ? new Startable.Found(program, words)
            : new Startable.Unknown($"the sandbox plays no image whose entrypoint takes \"{words[0]}\"; it knows {string.Join(", ", ByVerb.Keys)}");
    }

    private Startable OfShell(IReadOnlyList<string> words, Func<string, bool> exists) => ShellCommand.Parse(words) switch
    {
        null => new Startable.Over(ShellSyntaxError, $"sandbox: a shell is played only as sh -c '[ -e FILE ] || exec COMMAND WORDS', not as {string.Join(' ', words)}"),
        { } shell when exists(shell.Unless) => new Startable.Over(0, ""),
        { } shell => OfCommand(shell.Words),
    };

    private Startable OfCommand(IReadOnlyList<string> words) => ByCommand.TryGetValue(words[0], out var program)
        ? new Startable.Found(program, [.. words.Skip(1)])
        : new Startable.Unknown($"failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"{words[0]}\": executable file not found in $PATH: unknown");
}
