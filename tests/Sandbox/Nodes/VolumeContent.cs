using System.Text;
using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Nodes;

/// <summary>The files with which a volume begins: those of its Secret, ConfigMap or downward API; none for any other kind.</summary>
internal sealed class VolumeContent(JsonObject pod, ObjectReading objects)
{
    public async Task<IReadOnlyList<KeyValuePair<string, byte[]>>> OfAsync(JsonObject volume, CancellationToken cancellationToken)
    {
        if (volume["downwardAPI"] is JsonObject downward)
        {
            return [.. downward.Items("items").Select(item => KeyValuePair.Create(item.Text("path")!, Encoding.UTF8.GetBytes(FieldReference.Read(pod, item.Text("fieldRef", "fieldPath")!))))];
        }

        if ((volume["configMap"] ?? volume["secret"]) is not JsonObject source)
        {
            return [];
        }

        var (kind, name) = volume["secret"] is null ? ("configmap", source.Text("name")!) : ("secret", source.Text("secretName")!);
        var entries = kind == "secret"
            ? await objects.SecretAsync(pod.NamespaceOf(), name, cancellationToken)
            : await objects.ConfigMapAsync(pod.NamespaceOf(), name, cancellationToken);
        return entries is not null ? [.. Chosen(source, entries, volume, kind, name)]
            : source.Flag("optional") ? []
            : throw Missing(volume, $"{kind} \"{name}\" not found");
    }

    /// <summary>Without items every key is a file of its name.</summary>
    private static IEnumerable<KeyValuePair<string, byte[]>> Chosen(
        JsonObject source, IReadOnlyDictionary<string, byte[]> entries, JsonObject volume, string kind, string name)
    {
        foreach (var item in source.Items("items"))
        {
            if (entries.TryGetValue(item.Text("key")!, out var bytes))
            {
                yield return KeyValuePair.Create(item.Text("path")!, bytes);
            }
            else if (!source.Flag("optional"))
            {
                throw Missing(volume, $"references non-existent {kind} key: {item.Text("key")} of \"{name}\"");
            }
        }

        foreach (var entry in entries.Where(_ => source["items"] is null))
        {
            yield return entry;
        }
    }

    private static MissingReferenceException Missing(JsonObject volume, string what) =>
        new($"MountVolume.SetUp failed for volume \"{volume.Text("name")}\" : {what}");
}
