using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Nodes;

/// <summary>The volumes of one pod as folders of its own, and beside them its termination messages; gone with the pod.</summary>
internal sealed class PodFiles(string folder, JsonObject pod, ObjectReading objects) : IDisposable
{
    private readonly string _root = Path.Combine(folder, pod.UidOf());

    /// <summary>Every container's mounts may rely on the folders once this has come back.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var content = new VolumeContent(pod, objects);
        foreach (var volume in pod.Items("spec", "volumes"))
        {
            var target = FolderOf(volume.Text("name")!);
            Directory.CreateDirectory(target);
            foreach (var (name, bytes) in await content.OfAsync(volume, cancellationToken))
            {
                var file = Path.Combine(target, name);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllBytesAsync(file, bytes, cancellationToken);
            }
        }
    }

    public ContainerFiles Of(JsonObject container) => new(
        [.. container.Items("volumeMounts").Select(mount => Mount(mount))],
        container.Text("terminationMessagePath") ?? "/dev/termination-log",
        NewFile(Path.Combine(_root, "termination", container.Text("name")!)));

    public void Dispose()
    {
        if (Directory.Exists(_root))
        {
            Directory.Delete(_root, recursive: true);
        }
    }

    private ContainerMount Mount(JsonObject mount)
    {
        var place = Path.Combine(FolderOf(mount.Text("name")!), mount.Text("subPath") ?? "");
        if (!File.Exists(place))
        {
            Directory.CreateDirectory(place); // As for a subPath that is not there yet.
        }

        return new ContainerMount(mount.Text("mountPath")!.TrimEnd('/'), place.TrimEnd('/'), mount.Flag("readOnly"));
    }

    private string FolderOf(string volume) => Path.Combine(_root, "volumes", volume);

    private static string NewFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, []);
        return path;
    }
}
