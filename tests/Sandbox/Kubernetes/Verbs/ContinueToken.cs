using System.Text;
using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Where a list stopped: the revision that it shows and the last object of the page. Opaque to clients.</summary>
internal sealed record ContinueToken(long Revision, ObjectKey After)
{
    public string Encode() => Convert.ToBase64String(Json.Bytes(new JsonObject
    {
        ["v"] = "meta.k8s.io/v1",
        ["rv"] = Revision,
        ["start"] = $"{After.Namespace}/{After.Name}",
    }));

    public static ContinueToken? Decode(string text)
    {
        try
        {
            var token = JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(text)));
            var start = ((string?)token?["start"] ?? "").Split('/', 2);
            return start.Length == 2 && token?["rv"] is { } revision ? new ContinueToken((long)revision, new ObjectKey(start[0], start[1])) : null;
        }
        catch (Exception error) when (error is FormatException or System.Text.Json.JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
