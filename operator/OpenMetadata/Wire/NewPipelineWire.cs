using System.Text.Json.Serialization;

namespace Operator.OpenMetadata.Wire;

/// <summary>The body that makes a pipeline known (createIngestionPipeline).</summary>
internal sealed record NewPipelineWire
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    public string PipelineType { get; } = "dbt";

    public required ReferenceWire Service { get; init; }

    public required NewSourceConfigWire SourceConfig { get; init; }

    /// <summary>Asked for by the schema, and empty: nothing is to be scheduled there.</summary>
    public AirflowConfigWire AirflowConfig { get; } = new();

    public required string LoggerLevel { get; init; }

    public static NewPipelineWire Of(NewPipeline pipeline) => new()
    {
        Name = pipeline.Name,
        Description = pipeline.Description,
        Service = new ReferenceWire(pipeline.ServiceId, "databaseService"),
        SourceConfig = new NewSourceConfigWire(new NewDbtConfigWire
        {
            DbtConfigSource = new NewDbtSourceWire
            {
                DbtCloudAccountId = pipeline.Source.AccountId,
                DbtCloudProjectId = pipeline.Source.ProjectId,
                DbtCloudJobId = pipeline.Source.JobId,
                DbtCloudUrl = pipeline.Source.Url,
            },
        }),
        LoggerLevel = pipeline.LogLevel,
    };
}

internal sealed record ReferenceWire(string Id, string Type);

internal sealed record NewSourceConfigWire(NewDbtConfigWire Config);

internal sealed record NewDbtConfigWire
{
    public string Type { get; } = "DBT";

    public required NewDbtSourceWire DbtConfigSource { get; init; }
}

internal sealed record NewDbtSourceWire
{
    public string DbtConfigType { get; } = "cloud";

    /// <summary>Stands where the schema wants the token.</summary>
    public string DbtCloudAuthToken { get; } = "kept-in-kubernetes";

    public required string DbtCloudAccountId { get; init; }

    public string? DbtCloudProjectId { get; init; }

    public string? DbtCloudJobId { get; init; }

    public required string DbtCloudUrl { get; init; }
}

internal sealed record AirflowConfigWire;

/// <summary>The shapes of what is written. Older servers refuse keys that they do not know, and null where nothing should stand.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NewPipelineWire))]
[JsonSerializable(typeof(RunEndWire))]
internal sealed partial class WrittenJson : JsonSerializerContext;
