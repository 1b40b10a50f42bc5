using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Objects;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>The scale subresource: how many replicas, seen and changed without the rest of the object.</summary>
internal sealed class Scale(Registry registry, Modify modify)
{
    public Answer Handle(string method, ApiRequest request) => method switch
    {
        "GET" => registry.Find(request.Type, request.Key) is { } stored
            ? Answer.Of(ScaleOf(stored.Content))
            : ApiStatus.NotFound(request.Type, request.Path.Name),
        "PUT" or "PATCH" => Change(method, request),
        _ => ApiStatus.MethodNotAllowed(),
    };

    private Answer Change(string method, ApiRequest request)
    {
        if (IncomingBody.Read(request, out var refusal) is not { } body)
        {
            return refusal ?? ApiStatus.BadRequest("the body of the request is empty");
        }

        return modify.Handle(request, old => Scaled(method, request, body, old)) switch
        {
            WriteOutcome.Written written => Answer.Of(ScaleOf(written.Stored.Content)),
            WriteOutcome.Refused refused => refused.Status,
            _ => ApiStatus.NotFound(request.Type, request.Path.Name),
        };
    }

    private static Edit Scaled(string method, ApiRequest request, JsonNode body, JsonObject old)
    {
        JsonNode? asked = body;
        if (method == "PATCH")
        {
            var outcome = request.ContentType == Patch.JsonType ? Patches.Json(ScaleOf(old), body) : Patches.Merge(ScaleOf(old), body);
            if (outcome is PatchOutcome.Refused refused)
            {
                return new Edit.Refused(new ApiStatus(refused.Code, refused.Reason, refused.Message));
            }

            asked = ((PatchOutcome.Patched)outcome).Result;
        }

        var changed = (JsonObject)old.DeepClone();
        changed["spec"]!["replicas"] = ObjectMeta.Whole(asked["spec"]?["replicas"]);
        return new Edit.To(changed);
    }

    private static JsonObject ScaleOf(JsonObject content)
    {
        var metadata = new JsonObject();
        foreach (var field in new[] { "name", "namespace", "uid", "resourceVersion", "creationTimestamp" })
        {
            metadata[field] = content["metadata"]?[field]?.DeepClone();
        }

        return new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = metadata,
            ["spec"] = new JsonObject { ["replicas"] = ObjectMeta.Whole(content["spec"]?["replicas"]) },
            ["status"] = new JsonObject { ["replicas"] = ObjectMeta.Whole(content["status"]?["replicas"]) },
        };
    }
}
