using System.Text.Json.Serialization;
using k8s;
using k8s.Models;
using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>A Secret by its metadata alone, as PartialObjectMetadata: that it exists, and which revision it has.</summary>
internal sealed record SecretSeen : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "v1";

    public string Kind { get; set; } = "Secret";

    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>uid/resourceVersion: changes with the content, and with a new Secret of the same name.</summary>
    [JsonIgnore]
    public string Revision => $"{Metadata.Uid}/{Metadata.ResourceVersion}";
}

/// <summary>A pod, down to what keeps it from running and how its containers ended.</summary>
internal sealed record PodSeen : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "v1";

    public string Kind { get; set; } = "Pod";

    public V1ObjectMeta Metadata { get; set; } = new();

    public PodStatusSeen? Status { get; set; }
}

/// <param name="Reason">Set where the pod ended as a whole, such as Evicted.</param>
internal sealed record PodStatusSeen(
    string? Phase,
    string? Reason,
    IReadOnlyList<PodConditionSeen>? Conditions,
    IReadOnlyList<ContainerSeen>? InitContainerStatuses,
    IReadOnlyList<ContainerSeen>? ContainerStatuses);

internal sealed record PodConditionSeen(string? Type, string? Status, string? Reason, string? Message);

internal sealed record ContainerSeen(string? Name, string? Image, ContainerStateSeen? State);

internal sealed record ContainerStateSeen(WaitingSeen? Waiting, TerminatedSeen? Terminated);

internal sealed record WaitingSeen(string? Reason, string? Message);

/// <param name="Message">The end of the log, where the container failed: it is read here, and shown nowhere.</param>
internal sealed record TerminatedSeen(int? ExitCode, string? Reason, string? Message, DateTimeOffset? FinishedAt = null)
{
    public override string ToString() => $"{ExitCode} {Reason}";
}

/// <summary>An event of the Job controller: a Job's pod could not be made.</summary>
internal sealed record JobEventSeen : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "v1";

    public string Kind { get; set; } = "Event";

    public V1ObjectMeta Metadata { get; set; } = new();

    public EventSubjectSeen? InvolvedObject { get; set; }

    public string? Message { get; set; }
}

internal sealed record EventSubjectSeen(string? Name, string? Uid);

/// <summary>JSON of the slim types above.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter), typeof(UtcDateTimeConverter)])]
[JsonSerializable(typeof(SecretSeen))]
[JsonSerializable(typeof(PodSeen))]
[JsonSerializable(typeof(JobEventSeen))]
[JsonSerializable(typeof(PodPage))]
[JsonSerializable(typeof(PartialObjectList))]
internal sealed partial class WatchedJson : JsonSerializerContext;

/// <summary>Pods as one answer.</summary>
internal sealed record PodPage(IReadOnlyList<PodSeen>? Items);
