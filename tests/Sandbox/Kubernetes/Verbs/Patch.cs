using System.Text;
using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Objects;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Changes part of an object by a JSON, merge or strategic merge patch.</summary>
internal sealed class Patch(Modify modify)
{
    public const string JsonType = "application/json-patch+json";
    public const string MergeType = "application/merge-patch+json";
    public const string StrategicType = "application/strategic-merge-patch+json";
    public const string ApplyType = "application/apply-patch+yaml";

    public static IEnumerable<string> Supported(ApiRequest request) =>
        request.Type.IsCustom ? [JsonType, MergeType, ApplyType] : [JsonType, MergeType, StrategicType, ApplyType];

    public WriteOutcome Handle(ApiRequest request)
    {
        if (IncomingBody.Read(request, out var refusal) is not { } patch)
        {
            return new WriteOutcome.Refused(refusal ?? ApiStatus.BadRequest("the body of the request is empty"));
        }

        return modify.Handle(request, old => Patched(request, patch, old));
    }

    private static Edit Patched(ApiRequest request, JsonNode patch, JsonObject old)
    {
        var outcome = request.ContentType switch
        {
            JsonType => Patches.Json(old, patch),
            MergeType => Patches.Merge(old, patch),
            _ => Patches.StrategicMerge(old, patch, request.Type.Rules.Schema),
        };
        if (outcome is PatchOutcome.Refused refused)
        {
            return new Edit.Refused(new ApiStatus(refused.Code, refused.Reason, refused.Message) { Details = refused.Code == 422 ? [] : null });
        }

        var result = ((PatchOutcome.Patched)outcome).Result;
        var text = request.ContentType == StrategicType ? GoText.Of(patch) : Encoding.UTF8.GetString(Json.Bytes(result));
        return FieldValidation.Decode(request, result, why => FieldValidation.UnreadablePatch(text, why)) is { } refusal
            ? new Edit.Refused(refusal)
            : new Edit.To(result);
    }
}
