using System.Text.RegularExpressions;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>
/// Texts of the spec that reach the workflow document. The ingestion expands environment variables in the whole file before it
/// parses it, and the tokens are among them: so a <c>$NAME</c> in a text is refused.
/// </summary>
internal static partial class Texts
{
    public static Finding? Expanding(IngestionSpec spec)
    {
        foreach (var (field, value) in All(spec))
        {
            if (value is not null && Expandable().IsMatch(value))
            {
                return new Finding(Reasons.Stalled.InvalidText, $"{field} \"{value}\" has a $ that the ingestion would expand as an environment variable; remove the $ before the letter, digit, underscore or brace.");
            }

            // A line break would be read back as a space.
            if (value?.Any(char.IsControl) == true)
            {
                return new Finding(Reasons.Stalled.InvalidSpec, $"{field} holds a line break or another control character; write it on one line.");
            }
        }

        return null;
    }

    private static IEnumerable<(string Field, string? Value)> All(IngestionSpec spec) =>
    [
        ("spec.account.url", spec.Account?.Url),
        ("spec.openMetadata.url", spec.OpenMetadata?.Url),
        ("spec.openMetadata.databaseService", spec.OpenMetadata?.DatabaseService),
        ("spec.openMetadata.pipelineName", spec.OpenMetadata?.PipelineName),
        ("spec.options.classificationName", spec.Options?.ClassificationName),
        .. Patterns("databaseFilter", spec.Options?.DatabaseFilter),
        .. Patterns("schemaFilter", spec.Options?.SchemaFilter),
        .. Patterns("tableFilter", spec.Options?.TableFilter),
        .. Patterns("tagFilter", spec.Options?.TagFilter),
    ];

    private static IEnumerable<(string, string?)> Patterns(string field, PatternFilter? filter) =>
        (filter?.Includes ?? []).Select(text => ($"spec.options.{field}.includes", (string?)text))
            .Concat((filter?.Excludes ?? []).Select(text => ($"spec.options.{field}.excludes", (string?)text)));

    [GeneratedRegex(@"\$[A-Za-z0-9_{]", RegexOptions.CultureInvariant)]
    private static partial Regex Expandable();
}
