using System.Text.Json.Serialization;

namespace Bench.Cluster;

/// <summary>One line of a watch, as far as the bench reads it.</summary>
internal sealed record WatchLine<T>(string Type, T? Object);

internal sealed record Meta(string? Name, string? Namespace, long? Generation, string? ResourceVersion);

/// <summary>A DbtCloudIngestion as the bench sees it.</summary>
internal sealed record IngestionSeen(Meta? Metadata, IngestionStatusSeen? Status)
{
    /// <summary>Ready=True, said of the generation that is there.</summary>
    public bool IsReady => Status?.Conditions?.Any(condition =>
        condition is { Type: "Ready", Status: "True" } && condition.ObservedGeneration == Metadata?.Generation) == true
        && Status.ObservedGeneration == Metadata?.Generation;
}

internal sealed record IngestionStatusSeen(long? ObservedGeneration, IReadOnlyList<ConditionSeen>? Conditions, ConnectionSeen? Connection);

internal sealed record ConditionSeen(string? Type, string? Status, long? ObservedGeneration);

internal sealed record ConnectionSeen(string? SecretRevision);

/// <summary>A CronJob as the bench sees it: the one field that its edits change.</summary>
internal sealed record CronJobSeen(Meta? Metadata, CronJobSpecSeen? Spec);

internal sealed record CronJobSpecSeen(JobTemplateSeen? JobTemplate);

internal sealed record JobTemplateSeen(JobSpecSeen? Spec);

internal sealed record JobSpecSeen(int? BackoffLimit);

/// <summary>A list, as far as only its place in history and its length matter.</summary>
internal sealed record ListSeen(Meta? Metadata, IReadOnlyList<IngestionSeen>? Items);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WatchLine<IngestionSeen>))]
[JsonSerializable(typeof(WatchLine<CronJobSeen>))]
[JsonSerializable(typeof(ListSeen))]
internal sealed partial class ObjectsJson : JsonSerializerContext;
