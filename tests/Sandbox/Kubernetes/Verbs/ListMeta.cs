using System.Globalization;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>The metadata of a list.</summary>
internal sealed record ListMeta(long Revision, string? Continue, long? Remaining)
{
    public JsonObject ToJson()
    {
        var result = new JsonObject { ["resourceVersion"] = Revision.ToString(CultureInfo.InvariantCulture) };
        if (Continue is not null)
        {
            result["continue"] = Continue;
        }

        if (Remaining is not null)
        {
            result["remainingItemCount"] = Remaining.Value;
        }

        return result;
    }
}
