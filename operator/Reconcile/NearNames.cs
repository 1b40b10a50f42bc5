namespace Operator.Reconcile;

/// <summary>The names that somebody may have meant.</summary>
internal static class NearNames
{
    private const int Most = 5;
    private const int LongestName = 128;

    /// <summary>Nearest first; a name that could not be written is left out.</summary>
    public static IReadOnlyList<string> To(string wanted, IEnumerable<string> names) =>
    [
        .. names
            .Where(name => name.Length <= LongestName && !name.Any(char.IsControl))
            .Distinct(StringComparer.Ordinal)
            .OrderBy(name => Distance(wanted.ToUpperInvariant(), name.ToUpperInvariant()))
            .ThenBy(name => name, StringComparer.Ordinal)
            .Take(Most),
    ];

    /// <summary>How many letters must be put in, taken out or replaced.</summary>
    private static int Distance(string one, string other)
    {
        var above = Enumerable.Range(0, other.Length + 1).ToArray();
        var row = new int[other.Length + 1];
        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
            }

            (above, row) = (row, above);
        }

        return above[other.Length];
    }
}
