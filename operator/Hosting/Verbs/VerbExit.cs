namespace Operator.Hosting.Verbs;

/// <summary>
/// What a verb ends with, beside the codes that every command shares: <see cref="ProcessExit.Stopped"/> (0) for done,
/// <see cref="ProcessExit.Crashed"/> (1) for an error of its own, <see cref="CommandLine.WrongUsage"/> (2) for a wrong command line
/// or input that cannot be read. 3 stays the operator's own.
/// </summary>
internal static class VerbExit
{
    public const int Done = ProcessExit.Stopped;

    /// <summary>The answer is no: a check failed, the operator would refuse the spec, a token is refused, there is no such thing.</summary>
    public const int Failed = 4;

    /// <summary>It could not be told: somebody who had to be asked did not answer.</summary>
    public const int Unknown = 5;

    /// <summary>render --diff: something would change.</summary>
    public const int Different = 6;

    /// <summary>run --wait: an ingestion ended as anything but a success.</summary>
    public const int RunFailed = 7;

    /// <summary>run --wait: an ingestion ended with failures below its threshold.</summary>
    public const int RunPartial = 8;

    /// <summary>run --wait: --timeout has passed; the run goes on.</summary>
    public const int TimedOut = 9;

    /// <summary>run --wait: told to end (Ctrl-C, SIGTERM), as shells have it; the run goes on.</summary>
    public const int Interrupted = 130;

    /// <summary>Of several answers the one that a script has to act on.</summary>
    public static int Worst(IEnumerable<int> codes)
    {
        int[] worstFirst = [ProcessExit.Crashed, CommandLine.WrongUsage, Failed, RunFailed, Unknown, TimedOut, RunPartial, Different];
        return codes.Where(code => code != Done).OrderBy(code => Array.IndexOf(worstFirst, code)).FirstOrDefault(Done);
    }
}
