using System.Text.RegularExpressions;

namespace Sandbox.Nodes;

/// <summary>
/// The one shape in which the node plays a shell: <c>sh -c '[ -e FILE ] || exec COMMAND WORD…'</c>, all words plain. There is no
/// shell behind it, so anything else is refused rather than half understood.
/// </summary>
internal sealed partial record ShellCommand(string Unless, IReadOnlyList<string> Words)
{
    public static bool IsShell(IReadOnlyList<string> words) => words is ["sh" or "/bin/sh", ..];

    /// <summary>Null when it is written in any other way.</summary>
    public static ShellCommand? Parse(IReadOnlyList<string> words) => words is [_, "-c", var text] && Shape().Match(text) is { Success: true } found
        ? new ShellCommand(found.Groups["file"].Value, found.Groups["words"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        : null;

    [GeneratedRegex(@"\A\[ -e (?<file>/[\w./-]+) \] \|\| exec (?<words>[\w./:=-]+(?: [\w./:=-]+)*)\z")]
    private static partial Regex Shape();
}
