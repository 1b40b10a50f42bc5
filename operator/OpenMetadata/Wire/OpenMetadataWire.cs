using System.Text.Json.Serialization;

namespace Operator.OpenMetadata.Wire;

/// <summary>The answer of <c>system/version</c>.</summary>
internal sealed record VersionWire
{
    public string? Version { get; init; }
}

/// <summary>A run's status as the ingestion wrote it; instants are milliseconds since 1970.</summary>
internal sealed record PipelineStatusWire
{
    public string? RunId { get; init; }

    public string? PipelineState { get; init; }

    public long? StartDate { get; init; }

    public long? EndDate { get; init; }

    public IReadOnlyList<StepSummaryWire?>? Status { get; init; }
}

internal sealed record StepSummaryWire
{
    public string? Name { get; init; }

    public long? Records { get; init; }

    [JsonPropertyName("updated_records")]
    public long? UpdatedRecords { get; init; }

    public long? Warnings { get; init; }

    public long? Errors { get; init; }

    public long? Filtered { get; init; }
}

/// <summary>A database service, without the connection that the server shows beside it.</summary>
internal sealed record DatabaseServiceWire
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? ServiceType { get; init; }
}

internal sealed record TableWire;

/// <summary>An ingestion pipeline; one that says nothing of it is enabled.</summary>
internal sealed record IngestionPipelineWire
{
    public string? FullyQualifiedName { get; init; }

    public bool? Enabled { get; init; }

    public string? Description { get; init; }
}

/// <summary>A page of a list.</summary>
internal sealed record ListWire<T>
{
    public IReadOnlyList<T?>? Data { get; init; }

    public PagingWire? Paging { get; init; }
}

internal sealed record PagingWire
{
    public string? After { get; init; }
}

/// <summary>The shapes of OpenMetadata's answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 40)]
[JsonSerializable(typeof(VersionWire))]
[JsonSerializable(typeof(PipelineStatusWire))]
[JsonSerializable(typeof(DatabaseServiceWire))]
[JsonSerializable(typeof(IngestionPipelineWire))]
[JsonSerializable(typeof(ListWire<DatabaseServiceWire>), TypeInfoPropertyName = "DatabaseServices")]
[JsonSerializable(typeof(ListWire<TableWire>), TypeInfoPropertyName = "Tables")]
[JsonSerializable(typeof(ListWire<IngestionPipelineWire>), TypeInfoPropertyName = "IngestionPipelines")]
internal sealed partial class OpenMetadataWire : JsonSerializerContext;
