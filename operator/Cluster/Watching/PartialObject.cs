using k8s;
using k8s.Models;

namespace Operator.Cluster.Watching;

/// <summary>An object of whatever kind by its metadata alone, as PartialObjectMetadata.</summary>
internal sealed record PartialObject : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "meta.k8s.io/v1";

    public string Kind { get; set; } = "PartialObjectMetadata";

    public V1ObjectMeta Metadata { get; set; } = new();
}
