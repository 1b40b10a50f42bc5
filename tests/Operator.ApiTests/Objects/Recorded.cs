using System.Text.Json.Nodes;

namespace Operator.ApiTests.Objects;

/// <summary>What a real kube-apiserver 1.36 stored and answered.</summary>
internal static class Recorded
{
    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Recorded", "kube-apiserver", file);

    public static JsonObject Json(string file) => JsonNode.Parse(File.ReadAllText(PathOf(file)))!.AsObject();
}
