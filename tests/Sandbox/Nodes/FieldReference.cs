using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Nodes;

/// <summary>The downward API: a field of the pod as text, "" where it is not set.</summary>
internal static class FieldReference
{
    public static string Read(JsonObject pod, string path)
    {
        if (path.StartsWith("metadata.labels['", StringComparison.Ordinal) || path.StartsWith("metadata.annotations['", StringComparison.Ordinal))
        {
            var key = path[(path.IndexOf('\'', StringComparison.Ordinal) + 1)..path.LastIndexOf('\'')];
            return pod.Text("metadata", path.StartsWith("metadata.labels", StringComparison.Ordinal) ? "labels" : "annotations", key) ?? "";
        }

        return pod.Text(path.Split('.')) ?? "";
    }
}
