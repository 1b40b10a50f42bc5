using System.Text.Json.Serialization;

namespace Operator.OpenMetadata.Wire;

/// <summary>What the search index found.</summary>
internal sealed record TableHitsWire
{
    public HitListWire? Hits { get; init; }
}

internal sealed record HitListWire
{
    public IReadOnlyList<HitWire?>? Hits { get; init; }
}

internal sealed record HitWire
{
    [JsonPropertyName("_source")]
    public HitSourceWire? Source { get; init; }
}

internal sealed record HitSourceWire
{
    public string? FullyQualifiedName { get; init; }
}

/// <summary>A table, or one of its columns.</summary>
internal sealed record DescribedWire
{
    public string? Description { get; init; }

    public IReadOnlyList<DescribedWire?>? Columns { get; init; }
}

internal sealed record LineageWire
{
    public IReadOnlyList<EdgeWire?>? UpstreamEdges { get; init; }

    public IReadOnlyList<EdgeWire?>? DownstreamEdges { get; init; }
}

/// <summary>Only counted.</summary>
internal sealed record EdgeWire;

internal sealed record TestCasesWire
{
    public IReadOnlyList<TestCaseWire?>? Data { get; init; }
}

internal sealed record TestCaseWire
{
    public TestCaseResultWire? TestCaseResult { get; init; }
}

internal sealed record TestCaseResultWire
{
    public string? TestCaseStatus { get; init; }
}

/// <summary>The shapes of what OpenMetadata shows of tables.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 64)]
[JsonSerializable(typeof(TableHitsWire))]
[JsonSerializable(typeof(DescribedWire))]
[JsonSerializable(typeof(LineageWire))]
[JsonSerializable(typeof(TestCasesWire))]
internal sealed partial class TablesJson : JsonSerializerContext;

/// <summary>Turns those answers into what the operator works with; null where one is not what it should be.</summary>
internal static class TableTranslation
{
    public static FoundTables? FoundIn(TableHitsWire answer) =>
        answer.Hits?.Hits is { } hits ? new FoundTables([.. hits.Select(hit => hit?.Source?.FullyQualifiedName).OfType<string>().Where(name => name.Length > 0)]) : null;

    public static ShownTable ShownOf(DescribedWire table) => new(IsDescribed(table) || (table.Columns ?? []).OfType<DescribedWire>().Any(IsDescribed));

    public static ShownLineage LineageOf(LineageWire lineage) => new((lineage.UpstreamEdges?.Count ?? 0) + (lineage.DownstreamEdges?.Count ?? 0));

    public static ShownTests? TestsOf(TestCasesWire tests) => tests.Data is { } cases
        ? new ShownTests(cases.Count, cases.Count(one => one?.TestCaseResult?.TestCaseStatus is { Length: > 0 }))
        : null;

    private static bool IsDescribed(DescribedWire thing) => !string.IsNullOrWhiteSpace(thing.Description);
}
