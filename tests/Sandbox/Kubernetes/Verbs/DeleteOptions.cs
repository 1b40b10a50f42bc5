using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Resources;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>How to delete: from the body, else from the query.</summary>
internal sealed record DeleteOptions(string Propagation, string Uid, string ResourceVersion, bool DryRun)
{
    public static DeleteOptions? Read(ApiRequest request, out ApiStatus? refusal)
    {
        JsonObject body = [];
        refusal = null;
        if (request.Body.Length > 0)
        {
            if (IncomingBody.Read(request, out refusal) is not JsonObject sent)
            {
                return null;
            }

            body = sent;
        }

        var preconditions = body["preconditions"] as JsonObject ?? [];
        var dryRun = request.DryRun || (body["dryRun"] is JsonArray runs && runs.Any(static run => (string?)run == "All"));
        return new DeleteOptions(Policy(request, body), preconditions.Text("uid"), preconditions.Text("resourceVersion"), dryRun);
    }

    /// <summary>Why the object is not the one that was meant; null if it is.</summary>
    public ApiStatus? Check(ResourceType type, JsonObject content)
    {
        var name = content.Name();
        if (Uid.Length > 0 && Uid != content.Uid())
        {
            return Precondition(type, name, $"the UID in the precondition ({Uid}) does not match the UID in record ({content.Uid()}). The object might have been deleted and then recreated");
        }

        return ResourceVersion.Length > 0 && ResourceVersion != content.ResourceVersion()
            ? Precondition(type, name, $"the ResourceVersion in the precondition ({ResourceVersion}) does not match the ResourceVersion in record ({content.ResourceVersion()}). The object might have been modified")
            : null;
    }

    private static string Policy(ApiRequest request, JsonObject body)
    {
        var asked = body.Text("propagationPolicy") is { Length: > 0 } policy ? policy : request.Parameter("propagationPolicy");
        if (asked.Length > 0)
        {
            return asked;
        }

        if (body["orphanDependents"] is JsonValue orphan && orphan.TryGetValue<bool>(out var keep))
        {
            return keep ? "Orphan" : "Background";
        }

        // Jobs of batch/v1 leave their pods unless told otherwise, as they always did.
        if (request.Type.QualifiedKind == "Job.batch")
        {
            request.Warnings.Add("child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning");
            return "Orphan";
        }

        return "Background";
    }

    private static ApiStatus Precondition(ResourceType type, string name, string why) =>
        ApiStatus.Conflict(type with { Plural = type.Kind }, name, why);
}
