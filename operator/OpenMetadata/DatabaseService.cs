namespace Operator.OpenMetadata;

/// <summary>A database service of OpenMetadata: the warehouse whose tables dbt's models become.</summary>
/// <param name="Type">One of OpenMetadata's connectors, such as <c>Snowflake</c>; null where it names none.</param>
/// <param name="Id">By which other things refer to it; null where the answer has none.</param>
internal sealed record DatabaseService(string Name, string? Type, string? Id = null);

/// <summary>A table, of which nothing matters but that it is there.</summary>
internal sealed record SomeTable;

/// <summary>A dbt pipeline as OpenMetadata lists it.</summary>
/// <param name="FullName"><c>service.pipeline</c>, a part with dots in double quotes.</param>
internal sealed record DbtPipeline(string FullName, bool IsEnabled, string Description = "");

/// <summary>The beginning of a list, as far as it was read.</summary>
/// <param name="IsAll">Whether nothing comes after it.</param>
internal sealed record FirstOf<T>(IReadOnlyList<T> Items, bool IsAll = true);
