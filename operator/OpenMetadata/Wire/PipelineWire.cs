using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Operator.OpenMetadata.Wire;

/// <summary>An ingestion pipeline as it comes. What it holds beside this is not read, its server connection above all.</summary>
internal sealed record PipelineWire
{
    public string? Name { get; init; }

    public string? PipelineType { get; init; }

    public ServiceReferenceWire? Service { get; init; }

    public SourceConfigWire? SourceConfig { get; init; }

    public JsonObject? AirflowConfig { get; init; }

    public string? LoggerLevel { get; init; }

    public bool? RaiseOnError { get; init; }

    public bool? Enabled { get; init; }

    /// <summary>The configuration may hold a token.</summary>
    public override string ToString() => nameof(PipelineWire);
}

internal sealed record ServiceReferenceWire(string? Name, string? FullyQualifiedName);

internal sealed record SourceConfigWire(JsonObject? Config)
{
    public override string ToString() => nameof(SourceConfigWire);
}

/// <summary>The shape of that answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 40)]
[JsonSerializable(typeof(PipelineWire))]
internal sealed partial class PipelineJson : JsonSerializerContext;
