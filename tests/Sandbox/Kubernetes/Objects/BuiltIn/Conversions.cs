using System.Text;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>What the server folds together when it reads a kind: write-only and mirrored fields.</summary>
internal static class Conversions
{
    public static void Apply(string kind, JsonObject obj)
    {
        if (kind == "Secret")
        {
            FoldStringData(obj);
        }
        else if (PodTemplates.PodSpecOf(kind, obj) is { } spec)
        {
            MirrorServiceAccount(spec);
        }
    }

    private static void FoldStringData(JsonObject secret)
    {
        if (secret["stringData"] is not JsonObject texts)
        {
            return;
        }

        secret.Remove("stringData");
        var data = secret["data"] as JsonObject ?? [];
        secret["data"] = data.Parent is null ? data : secret["data"];
        foreach (var (key, text) in texts)
        {
            data[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes((string?)text ?? ""));
        }
    }

    /// <summary>serviceAccount is the old name of serviceAccountName; the server keeps both alike.</summary>
    private static void MirrorServiceAccount(JsonObject spec)
    {
        var name = (string?)spec["serviceAccountName"] ?? (string?)spec["serviceAccount"];
        if (!string.IsNullOrEmpty(name))
        {
            spec["serviceAccountName"] = name;
            spec["serviceAccount"] = name;
        }
    }
}
