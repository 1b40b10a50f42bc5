using System.Text.RegularExpressions;

namespace Sandbox.Ingestion;

/// <summary>Expands $NAME and ${NAME} in one pass as Python's expandvars does; an unknown name stays as it is written.</summary>
internal static partial class VariableExpansion
{
    public static string Expand(string text, IReadOnlyDictionary<string, string> environment) =>
        Variable().Replace(text, found => environment.GetValueOrDefault(found.Groups["name"].Value, found.Value));

    [GeneratedRegex(@"\$(?:(?<name>[A-Za-z0-9_]+)|\{(?<name>[^}]*)\})")]
    private static partial Regex Variable();
}
