using Sandbox.Kubernetes.Resources;

namespace Sandbox.Kubernetes.Selectors;

/// <summary>Which fields each resource lets clients select on.</summary>
internal static class SelectableFields
{
    private static readonly string[] s_object =
        ["kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath"];

    private static readonly Dictionary<string, string[]> s_byKind = new(StringComparer.Ordinal)
    {
        ["Pod"] = ["spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase", "status.podIP", "status.nominatedNodeName"],
        ["Secret"] = ["type"],
        ["Namespace"] = ["status.phase"],
        ["Node"] = ["spec.unschedulable"],
        ["Service"] = ["spec.clusterIP", "spec.type"],
        ["Job.batch"] = ["status.successful"],
        ["ReplicaSet.apps"] = ["status.replicas"],
        ["Event"] = [.. s_object.Select(static field => $"involvedObject.{field}"), "reason", "reportingComponent", "source", "type"],
        ["Event.events.k8s.io"] = [.. s_object.Select(static field => $"regarding.{field}"), "reason", "reportingController", "type"],
    };

    /// <summary>Kinds with fields of their own have their own sentence.</summary>
    public static string Complaint(ResourceType type, string field) => type.IsCustom || s_byKind.ContainsKey(type.QualifiedKind)
        ? $"field label not supported: {field}"
        : $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"";

    public static IReadOnlySet<string> Of(ResourceType type)
    {
        var fields = new HashSet<string>(StringComparer.Ordinal) { "metadata.name", "metadata.namespace" };
        fields.UnionWith(s_byKind.GetValueOrDefault(type.QualifiedKind, []));
        if (type.DefinitionVersion?["selectableFields"] is System.Text.Json.Nodes.JsonArray selectable)
        {
            fields.UnionWith(selectable.Select(static field => ((string?)field?["jsonPath"] ?? "").TrimStart('.')));
        }

        return fields;
    }
}
