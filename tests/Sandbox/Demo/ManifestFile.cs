using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;

namespace Sandbox.Demo;

/// <summary>The manifests of a file, read as the API server reads them.</summary>
internal static class ManifestFile
{
    public static IReadOnlyList<JsonObject> Read(string path) => [.. Yaml.ParseAll(File.ReadAllText(path)).OfType<JsonObject>()];
}
