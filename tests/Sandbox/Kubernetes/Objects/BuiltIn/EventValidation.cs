using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>What the server refuses of events: events.k8s.io/v1 is strict, core/v1 takes what old clients send.</summary>
internal static class EventValidation
{
    private static readonly string[] Required = ["reportingController", "reportingInstance", "action", "reason"];

    public static void Check(FieldErrorList errors, JsonObject obj, JsonObject? old)
    {
        var about = obj.Map("involvedObject") ?? obj.Map("regarding");
        var (regarded, own) = (about.Text("namespace") ?? "", obj.Map("metadata").Text("namespace") ?? "");
        if (regarded.Length == 0 ? own is not ("" or "default") : regarded != own)
        {
            errors.Invalid("involvedObject.namespace", regarded, "does not match event.namespace");
        }

        if (old is null && obj.Text("apiVersion") == "events.k8s.io/v1")
        {
            Strict(errors, obj);
        }
    }

    private static void Strict(FieldErrorList errors, JsonObject obj)
    {
        foreach (var field in Required.Prepend("eventTime").Where(field => string.IsNullOrEmpty(obj.Text(field))))
        {
            errors.Required(field);
        }

        if (obj.Text("type") is not ("Normal" or "Warning"))
        {
            errors.Invalid("type", obj.Text("type") ?? "", "has invalid value: " + obj.Text("type"));
        }
    }
}
