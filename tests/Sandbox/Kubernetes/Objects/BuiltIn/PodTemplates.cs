using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>Where a kind keeps its pod specification.</summary>
internal static class PodTemplates
{
    public static JsonObject? PodSpecOf(string kind, JsonObject obj) => kind == "Pod"
        ? obj["spec"] as JsonObject
        : TemplateOf(kind, obj)?["spec"] as JsonObject;

    public static JsonObject? TemplateOf(string kind, JsonObject obj) => kind switch
    {
        "CronJob" => obj["spec"]?["jobTemplate"]?["spec"]?["template"] as JsonObject,
        "Job" or "Deployment" or "ReplicaSet" => obj["spec"]?["template"] as JsonObject,
        "PodTemplate" => obj["template"] as JsonObject,
        _ => null,
    };
}
