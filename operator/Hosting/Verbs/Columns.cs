using System.Text;

namespace Operator.Hosting.Verbs;

/// <summary>A table as kubectl prints it: as wide as its longest cells, two blanks between.</summary>
internal static class Columns
{
    public static string Of(string[] head, IEnumerable<string[]> rows)
    {
        var all = rows.Select(row => row.Select(Printable).ToArray()).Prepend(head).ToList();
        var widths = head.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in all)
        {
            text.Append(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Names come from elsewhere: one with an escape sequence must not steer the terminal.</summary>
    private static string Printable(string cell) => string.Concat(cell.Select(c => char.IsControl(c) ? ' ' : c));
}
