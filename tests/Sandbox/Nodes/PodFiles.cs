using System.Globalization;
using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.Kubernetes.Objects.BuiltIn;

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

    /// <summary>The kubelet's words for a folder that holds more than it may; null while all are within their limits.</summary>
    public string? Overfull() => pod.Items("spec", "volumes")
        .Where(volume => volume.Text("emptyDir", "sizeLimit") is { } limit && Quantity.Compare(SizeOf(volume.Text("name")!), limit) > 0)
        .Select(volume => $"Usage of EmptyDir volume \"{volume.Text("name")}\" exceeds the limit \"{volume.Text("emptyDir", "sizeLimit")}\". ")
        .FirstOrDefault();

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

    private string SizeOf(string volume) =>
        new DirectoryInfo(FolderOf(volume)).EnumerateFiles("*", SearchOption.AllDirectories).Sum(Length).ToString(CultureInfo.InvariantCulture);

    /// <summary>A file may be renamed or removed while it is looked at.</summary>
    private static long Length(FileInfo file) => file.Exists ? file.Length : 0;

    private string FolderOf(string volume) => Path.Combine(_root, "volumes", volume);

    private static string NewFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, []);
        return path;
    }
}
