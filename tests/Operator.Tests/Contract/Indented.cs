namespace Operator.Tests.Contract;

/// <summary>Text as a part of a YAML document.</summary>
internal static class Indented
{
    /// <summary>Without a line end at its end; empty lines stay empty.</summary>
    public static string By(int width, string text) =>
        string.Join('\n', text.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? line : new string(' ', width) + line));
}
