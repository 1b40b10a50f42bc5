using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sandbox.Controllers;

namespace Sandbox.Nodes;

/// <summary>
/// The volumes of one pod as folders of its own. There are no mount namespaces here, so mount paths are replaced by these
/// folders wherever a container's arguments or environment name them.
/// </summary>
internal sealed class PodFiles(string folder, JsonObject pod, ObjectReading objects) : IDisposable
{
    private readonly string root = Path.Combine(folder, pod.UidOf());

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        foreach (var volume in pod.Items("spec", "volumes"))
        {
            var target = FolderOf(volume.Text("name")!);
            Directory.CreateDirectory(target);
            foreach (var (name, content) in await ContentOfAsync(volume, cancellationToken))
            {
                await File.WriteAllBytesAsync(Path.Combine(target, name), content, cancellationToken);
            }
        }
    }

    /// <summary>Replaces the container's mount paths by the pod's folders, where they stand as whole paths, the longest first.</summary>
    public string Localize(JsonObject container, string text)
    {
        var mounts = container.Items("volumeMounts").ToDictionary(mount => mount.Text("mountPath")!.TrimEnd('/'), mount => FolderOf(mount.Text("name")!));
        if (mounts.Count == 0)
        {
            return text;
        }

        var anyPath = string.Join('|', mounts.Keys.OrderByDescending(path => path.Length).Select(Regex.Escape));
        return Regex.Replace(text, $"""(?<![\w./-])({anyPath})(?=$|[/:,\s"'])""", match => mounts[match.Value]);
    }

    public void Dispose()
    {
        if (Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private string FolderOf(string volume) => Path.Combine(root, volume);

    private async Task<IReadOnlyList<KeyValuePair<string, byte[]>>> ContentOfAsync(JsonObject volume, CancellationToken cancellationToken)
    {
        if (volume["downwardAPI"] is JsonObject downward)
        {
            return [.. downward.Items("items").Select(item => KeyValuePair.Create(item.Text("path")!, Encoding.UTF8.GetBytes(FieldReference.Read(pod, item.Text("fieldRef", "fieldPath")!))))];
        }

        var source = volume.Text("configMap", "name") is { } map ? await objects.ConfigMapAsync(pod.NamespaceOf(), map, cancellationToken)
            : volume.Text("secret", "secretName") is { } secret ? await objects.SecretAsync(pod.NamespaceOf(), secret, cancellationToken)
            : new Dictionary<string, byte[]>();
        return source is null ? throw new MissingReferenceException($"a volume's object of \"{volume.Text("name")}\" was not found") : [.. source];
    }
}
