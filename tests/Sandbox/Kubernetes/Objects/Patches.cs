using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects.Patching;

namespace Sandbox.Kubernetes.Objects;

/// <summary>The patch kinds of before server-side apply. The live object is never changed.</summary>
internal static class Patches
{
    public static PatchOutcome Json(JsonObject live, JsonNode? patch) => JsonPatch.Apply(live, patch);

    public static PatchOutcome Merge(JsonObject live, JsonNode? patch) => patch is JsonObject changes
        ? new PatchOutcome.Patched(MergePatch.Apply(live, changes))
        : new PatchOutcome.Refused(400, "BadRequest", $"error decoding patch: json: cannot unmarshal {Describe(patch)} into Go value of type map[string]interface {{}}");

    public static PatchOutcome StrategicMerge(JsonObject live, JsonNode? patch, TypeSchema schema)
    {
        if (patch is not JsonObject changes)
        {
            return new PatchOutcome.Refused(400, "BadRequest", $"json: cannot unmarshal {Describe(patch)} into Go value of type map[string]interface {{}}");
        }

        try
        {
            return new PatchOutcome.Patched(StrategicMergePatch.Apply(live, changes, schema));
        }
        catch (PatchFailure failure)
        {
            return new PatchOutcome.Refused(failure.Code, failure.Reason, failure.Message);
        }
    }

    private static string Describe(JsonNode? patch) => patch switch
    {
        null => "null",
        JsonArray => "array",
        _ when patch.GetValueKind() == System.Text.Json.JsonValueKind.String => "string",
        _ when patch.GetValueKind() == System.Text.Json.JsonValueKind.Number => "number",
        _ => "bool",
    };
}
