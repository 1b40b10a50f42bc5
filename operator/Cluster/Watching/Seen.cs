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

/// <summary>A pod, down to how its containers ended.</summary>
internal sealed record PodSeen : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "v1";

    public string Kind { get; set; } = "Pod";

    public V1ObjectMeta Metadata { get; set; } = new();

    public PodStatusSeen? Status { get; set; }
}

internal sealed record PodStatusSeen(IReadOnlyList<ContainerSeen>? ContainerStatuses);

internal sealed record ContainerSeen(string? Name, ContainerStateSeen? State);

internal sealed record ContainerStateSeen(TerminatedSeen? Terminated);

internal sealed record TerminatedSeen(int? ExitCode);

/// <summary>JSON of the slim types above.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter), typeof(UtcDateTimeConverter)])]
[JsonSerializable(typeof(SecretSeen))]
[JsonSerializable(typeof(PodSeen))]
[JsonSerializable(typeof(PodPage))]
internal sealed partial class WatchedJson : JsonSerializerContext;

/// <summary>Pods as one answer.</summary>
internal sealed record PodPage(IReadOnlyList<PodSeen>? Items);
