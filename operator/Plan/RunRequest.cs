using System.Globalization;

namespace Operator.Plan;

/// <summary>
/// What the annotation run-at asks for: any new value is a request, and one that ends in <c>filter=marts,staging</c> asks for these
/// filters alone. One value, and so one echo and one memory of what was done, whatever it names.
/// </summary>
internal sealed record RunRequest(string Value)
{
    private const string Mark = "filter=";

    /// <summary>None named means all.</summary>
    public IReadOnlyList<string> Filters { get; } = FiltersOf(Value);

    public bool Concerns(string filter) => Filters.Count == 0 || Filters.Contains(filter);

    /// <summary>A new request: two that are made one after the other never have the same text.</summary>
    /// <param name="filters">None means all.</param>
    public static RunRequest At(DateTimeOffset now, IReadOnlyList<string> filters)
    {
        var moment = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
        return new RunRequest(filters.Count == 0 ? moment : $"{moment} {Mark}{string.Join(',', filters)}");
    }

    private static string[] FiltersOf(string value) =>
        value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [.., var last] && last.StartsWith(Mark, StringComparison.Ordinal)
            ? last[Mark.Length..].Split(',', StringSplitOptions.RemoveEmptyEntries)
            : [];
}
