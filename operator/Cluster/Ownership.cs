using k8s;
using k8s.Models;

namespace Operator.Cluster;

/// <summary>Who controls an object.</summary>
internal static class Ownership
{
    public static V1OwnerReference? ControllerOf(IKubernetesObject<V1ObjectMeta> item) =>
        item.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Controller == true);
}
