using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.DbtCloud;

/// <summary>A number of the query, or the fact that it was none.</summary>
internal sealed record QueryNumber(long Value, bool IsMalformed);

/// <summary>Reads the query as dbt Cloud does: lists are one JSON array in one value, never repeated keys.</summary>
internal static class QueryReading
{
    public static QueryNumber? Number(this IQueryCollection query, string name)
    {
        var text = query[name].ToString();
        return text.Length == 0
            ? null
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? new QueryNumber(value, false)
                : new QueryNumber(0, true);
    }

    /// <summary>Null when absent, empty when it is no JSON array of numbers (so nothing matches).</summary>
    public static IReadOnlyList<long>? Numbers(this IQueryCollection query, string name)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        try
        {
            return [.. JsonNode.Parse(text)!.AsArray().Select(item => item!.GetValue<long>())];
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException)
        {
            return [];
        }
    }

    /// <summary>Two instants as a JSON array of two texts.</summary>
    public static (DateTimeOffset From, DateTimeOffset To)? Range(this IQueryCollection query, string name)
    {
        var text = query[name].ToString();
        if (text.Length == 0 || JsonNode.Parse(text) is not JsonArray { Count: 2 } ends)
        {
            return null;
        }

        return (Instant(ends[0]), Instant(ends[1]));
    }

    /// <summary>A bracketed list of names; single quotes, double quotes and none at all are in use.</summary>
    public static IReadOnlySet<string> Related(this IQueryCollection query) =>
        query["include_related"].ToString()
            .Split(['[', ']', '"', '\'', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToHashSet(StringComparer.Ordinal);

    public static bool? Flag(this IQueryCollection query, string name) =>
        bool.TryParse(query[name].ToString(), out var flag) ? flag : null;

    private static DateTimeOffset Instant(JsonNode? node) =>
        DateTimeOffset.Parse(node!.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
