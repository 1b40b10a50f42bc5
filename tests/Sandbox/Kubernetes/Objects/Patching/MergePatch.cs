using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Patching;

/// <summary>JSON merge patch (RFC 7386): null removes, maps join, everything else replaces.</summary>
internal static class MergePatch
{
    public static JsonObject Apply(JsonObject live, JsonObject patch)
    {
        var result = live.DeepClone().AsObject();
        MergeInto(result, patch);
        return result;
    }

    private static void MergeInto(JsonObject target, JsonObject patch)
    {
        foreach (var (key, change) in patch)
        {
            if (change is null)
            {
                target.Remove(key);
            }
            else if (change is JsonObject below)
            {
                MergeInto(target.Ensure(key), below);
            }
            else
            {
                target[key] = change.DeepClone();
            }
        }
    }
}
