using System.Text.Json.Nodes;

namespace Operator.Tests.Contract;

/// <summary>The one CRD file, as JSON.</summary>
internal static class CustomResource
{
    public const string File = "crds/metadata-ingestion.io_dbtcloudingestions.yaml";

    public static JsonObject Definition { get; } = Yaml.Read(Repository.Read(File));

    public static JsonObject Version => Definition["spec"]!["versions"]!.AsArray().Single()!.AsObject();

    public static JsonObject Schema => Version["schema"]!["openAPIV3Schema"]!.AsObject();

    /// <summary>Every field with a schema of its own, with its path; items of a list end in [].</summary>
    public static IEnumerable<(string Path, JsonObject Schema)> Fields() => Below("", Schema);

    private static IEnumerable<(string Path, JsonObject Schema)> Below(string path, JsonObject schema)
    {
        foreach (var (name, child) in schema["properties"]?.AsObject() ?? [])
        {
            var at = path.Length == 0 ? name : $"{path}.{name}";
            yield return (at, child!.AsObject());
            foreach (var deeper in Below(at, child!.AsObject()))
            {
                yield return deeper;
            }
        }

        if (schema["items"] is JsonObject items)
        {
            yield return ($"{path}[]", items);
            foreach (var deeper in Below($"{path}[]", items))
            {
                yield return deeper;
            }
        }
    }
}
