using System.Text.Json.Serialization;

namespace Operator.DbtCloud.Wire;

/// <summary>A run as it comes. Ids are text since old and new answers write them either way.</summary>
internal sealed record RunWire
{
    [JsonConverter(typeof(TextConverter))]
    public string? Id { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? JobId { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? JobDefinitionId { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? ProjectId { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? EnvironmentId { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? Status { get; init; }

    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? StartedAt { get; init; }

    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? FinishedAt { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? DbtVersion { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? Href { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? GitBranch { get; init; }

    [JsonConverter(typeof(FlagConverter))]
    public bool ArtifactsSaved { get; init; }

    public TriggerWire? Trigger { get; init; }

    public IReadOnlyList<StepWire?>? RunSteps { get; init; }
}

internal sealed record TriggerWire
{
    [JsonConverter(typeof(TextConverter))]
    public string? CauseCategory { get; init; }

    // The name in answers of 2021.
    [JsonConverter(typeof(TextConverter))]
    public string? PullRequestId { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? GithubPullRequestId { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? GitlabMergeRequestId { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? AzurePullRequestId { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? NonNativePullRequestId { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? SchemaOverride { get; init; }
}

/// <summary>A step without its logs, which are large and skipped while they stream by.</summary>
internal sealed record StepWire
{
    public int? Index { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? Name { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? Status { get; init; }

    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? StartedAt { get; init; }

    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? FinishedAt { get; init; }

    public StepCommandWire? RunStepCommand { get; init; }
}

internal sealed record StepCommandWire
{
    [JsonConverter(typeof(TextConverter))]
    public string? DbtCommand { get; init; }
}
