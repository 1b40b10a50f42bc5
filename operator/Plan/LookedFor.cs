using System.Text.RegularExpressions;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>Which models of a run are looked for in OpenMetadata, and in which order.</summary>
internal static class LookedFor
{
    /// <summary>Of how many tables that exist is looked at whether what the run brought is there.</summary>
    public const int MostTables = 5;

    /// <summary>
    /// Those that the options' filters let pass, one of each schema after the other: a schema that the service's own ingestion
    /// leaves out hides none of the others.
    /// </summary>
    public static IReadOnlyList<FetchedModel> Of(OptionsSpec? options, IReadOnlyList<FetchedModel> models) =>
    [
        .. models.Where(model => model.Alias is { Length: > 0 } && Passes(options, model))
            .GroupBy(model => (model.Database, model.Schema))
            .SelectMany(schema => schema.Select((model, place) => (model, place)))
            .OrderBy(pair => pair.place)
            .Select(pair => pair.model),
    ];

    private static bool Passes(OptionsSpec? options, FetchedModel model) =>
        Passes(options?.DatabaseFilter, model.Database) && Passes(options?.SchemaFilter, model.Schema) && Passes(options?.TableFilter, model.Alias);

    private static bool Passes(PatternFilter? filter, string? name) =>
        name is null || (filter?.Excludes?.Any(pattern => Fits(pattern, name)) != true && (filter?.Includes is not { Count: > 0 } includes || includes.Any(pattern => Fits(pattern, name))));

    /// <summary>As the ingestion compares: from the beginning, whatever the case. A pattern that only Python knows fits nothing.</summary>
    private static bool Fits(string pattern, string name)
    {
        try
        {
            return Regex.IsMatch(name, $"^(?:{pattern})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));
        }
        catch (Exception exception) when (exception is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
