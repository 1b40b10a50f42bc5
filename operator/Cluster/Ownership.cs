using k8s;
using k8s.Models;
using Operator.Resource;

namespace Operator.Cluster;

/// <summary>Who controls an object.</summary>
internal static class Ownership
{
    public static V1OwnerReference? ControllerOf(IKubernetesObject<V1ObjectMeta> item) =>
        item.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Controller == true);

    /// <summary>By uid: an owner that was deleted and made again under its name is another one. Two that nobody controls have none in common.</summary>
    public static bool IsOfSameController(IKubernetesObject<V1ObjectMeta> item, IKubernetesObject<V1ObjectMeta> other) =>
        ControllerOf(item)?.Uid is { Length: > 0 } uid && uid == ControllerOf(other)?.Uid;

    /// <summary>Whom to ask about an object that is not ours: kind and name of its controller, else the tool that it says it is managed by.</summary>
    public static string Describe(IKubernetesObject<V1ObjectMeta> item) =>
        ControllerOf(item) is { } owner ? $"{StatusText.Word(owner.Kind)} {StatusText.Word(owner.Name)}"
        : item.Metadata.Labels?.TryGetValue(Names.ManagedByLabel, out var tool) == true ? $"somebody who left no owner reference ({Names.ManagedByLabel}: {StatusText.Word(tool)})"
        : "somebody who left no owner reference";
}
