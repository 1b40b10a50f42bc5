using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Access reviews: everybody may do everything here.</summary>
internal static class Reviews
{
    public static Answer Answer(ApiRequest request)
    {
        if (IncomingBody.ReadObject(request, out var refusal) is not { } body)
        {
            return refusal!;
        }

        body["status"] = request.Type.Kind switch
        {
            "SelfSubjectAccessReview" => new JsonObject { ["allowed"] = true, ["reason"] = "everything is allowed here" },
            "SelfSubjectReview" => new JsonObject { ["userInfo"] = new JsonObject { ["username"] = "sandbox", ["groups"] = new JsonArray("system:masters") } },
            _ => Rules(),
        };
        return Http.Answer.Of(body, 201);
    }

    private static JsonObject Rules() => new()
    {
        ["resourceRules"] = new JsonArray(new JsonObject
        {
            ["verbs"] = new JsonArray("*"),
            ["apiGroups"] = new JsonArray("*"),
            ["resources"] = new JsonArray("*"),
        }),
        ["nonResourceRules"] = new JsonArray(new JsonObject { ["verbs"] = new JsonArray("*"), ["nonResourceURLs"] = new JsonArray("*") }),
        ["incomplete"] = false,
    };
}
