using Operator.Plan;

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
            .OrderBy(name => Distance.Between(wanted, name))
            .ThenBy(name => name, StringComparer.Ordinal)
            .Take(Most),
    ];
}
