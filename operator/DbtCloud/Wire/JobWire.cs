using System.Text.Json;
using System.Text.Json.Serialization;

namespace Operator.DbtCloud.Wire;

/// <summary>A job as it comes; <c>deactivated</c> is in no published description, but on the wire.</summary>
internal sealed record JobWire
{
    [JsonConverter(typeof(TextConverter))]
    public string? Id { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? Name { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? ProjectId { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? EnvironmentId { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? JobType { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? State { get; init; }

    [JsonConverter(typeof(FlagConverter))]
    public bool Deactivated { get; init; }

    [JsonConverter(typeof(FlagConverter))]
    public bool GenerateDocs { get; init; }

    public IReadOnlyList<string?>? ExecuteSteps { get; init; }

    public TriggersWire? Triggers { get; init; }

    public ScheduleWire? Schedule { get; init; }

    public JsonElement? JobCompletionTriggerCondition { get; init; }
}

internal sealed record TriggersWire
{
    [JsonConverter(typeof(FlagConverter))]
    public bool GithubWebhook { get; init; }

    [JsonConverter(typeof(FlagConverter))]
    public bool GitProviderWebhook { get; init; }

    [JsonConverter(typeof(FlagConverter))]
    public bool Schedule { get; init; }

    [JsonConverter(typeof(FlagConverter))]
    public bool OnMerge { get; init; }
}

/// <summary>Only the resolved expression: <c>date</c> and <c>time</c> beside it are objects on one endpoint and text on another.</summary>
internal sealed record ScheduleWire
{
    [JsonConverter(typeof(TextConverter))]
    public string? Cron { get; init; }
}
