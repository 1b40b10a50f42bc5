using System.Globalization;

namespace Operator.Hosting.Verbs;

/// <summary>Two texts as a unified diff, with three lines around each change.</summary>
internal static class LineDiff
{
    private const int Around = 3;

    /// <summary>Nothing where the texts are the same.</summary>
    public static IEnumerable<string> Of(string before, string after) => Hunks([.. Edits(Lines(before), Lines(after))]);

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');

    /// <summary>Each line with its mark: kept, taken away or added.</summary>
    private static IEnumerable<string> Edits(string[] before, string[] after)
    {
        var common = CommonAhead(before, after);
        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                yield return $" {before[i]}";
                (i, j) = (i + 1, j + 1);
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                yield return $"-{before[i++]}";
            }
            else
            {
                yield return $"+{after[j++]}";
            }
        }
    }

    /// <summary>The length of the longest common subsequence of what is left from each pair of places on.</summary>
    private static int[,] CommonAhead(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private static IEnumerable<string> Hunks(List<string> edits)
    {
        for (var start = NextChange(edits, 0); start < edits.Count;)
        {
            var end = start;
            for (var next = start; next < edits.Count && next - end <= 2 * Around; next = NextChange(edits, next + 1))
            {
                end = next;
            }

            var (from, to) = (Math.Max(0, start - Around), Math.Min(edits.Count, end + 1 + Around));
            yield return Header(edits, from, to);
            foreach (var line in edits[from..to])
            {
                yield return line;
            }

            start = NextChange(edits, to);
        }
    }

    private static int NextChange(List<string> edits, int from)
    {
        var found = from < edits.Count ? edits.FindIndex(from, line => line[0] != ' ') : -1;
        return found < 0 ? edits.Count : found;
    }

    private static string Header(List<string> edits, int from, int to) => $"@@ -{Span(edits, from, to, '+')} +{Span(edits, from, to, '-')} @@";

    private static string Span(List<string> edits, int from, int to, char other)
    {
        var count = edits[from..to].Count(line => line[0] != other);
        var first = edits[..from].Count(line => line[0] != other) + (count > 0 ? 1 : 0);
        return string.Create(CultureInfo.InvariantCulture, $"{first},{count}");
    }
}
