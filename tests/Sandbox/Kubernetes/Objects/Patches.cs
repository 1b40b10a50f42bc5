using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects;

/// <summary>The patch kinds of before server-side apply. The live object is never changed.</summary>
internal static class Patches
{
    public static PatchOutcome Json(JsonObject live, JsonNode? patch) => throw new NotImplementedException();

    public static PatchOutcome Merge(JsonObject live, JsonNode? patch) => throw new NotImplementedException();

    public static PatchOutcome StrategicMerge(JsonObject live, JsonNode? patch, TypeSchema schema) => throw new NotImplementedException();
}
