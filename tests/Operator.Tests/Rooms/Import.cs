using System.Text.RegularExpressions;

namespace Operator.Tests.Rooms;

/// <summary>One room's mention of another, by a using directive or by a qualified name.</summary>
internal sealed partial record Import(string From, string To, string File)
{
    /// <summary>
    /// Inside <c>namespace Operator.X</c> the compiler finds <c>Y.Type</c> without a using directive, so names before a dot count
    /// as well, unless something else of that name stands before them.
    /// </summary>
    public static IEnumerable<Import> Of(string room, string file, string source)
    {
        var code = NotCode().Replace(source, " ");
        return RoomTable.MayImport.Keys
            .Where(other => other != room && (Regex.IsMatch(code, $@"\bOperator\.{other}\b") || Regex.IsMatch(code, $@"(?<![\w.]){other}\.[A-Z]")))
            .Select(other => new Import(room, other, file));
    }

    public override string ToString() => $"{File} imports {To}";

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|\"\"\".*?\"\"\"|@"(?:[^"]|"")*"|"(?:[^"\\\n]|\\.)*" """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex NotCode();
}
