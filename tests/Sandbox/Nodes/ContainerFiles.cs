namespace Sandbox.Nodes;

/// <summary>A path of a container and the place on this machine that it means.</summary>
internal sealed record ContainerMount(string Path, string Place, bool IsReadOnly);

/// <summary>What one container sees of its pod's volumes.</summary>
internal sealed class ContainerFiles(IReadOnlyList<ContainerMount> mounts, string terminationPath, string terminationFile)
{
    /// <summary>Where its termination message lies, whatever path the container knows it by.</summary>
    public string TerminationFile => terminationFile;

    public MountMap Map { get; } = new(mounts.ToDictionary(mount => mount.Path, mount => mount.Place).Append(KeyValuePair.Create(terminationPath, terminationFile)));

    /// <summary>Nothing holds a process back from writing where the mount forbids it, so it is looked at before and after.</summary>
    public Func<IReadOnlyList<string>> WatchReadOnlyMounts()
    {
        var before = mounts.Where(mount => mount.IsReadOnly).Select(mount => (mount.Path, mount.Place, Seen: Look(mount.Place))).ToList();
        return () => [.. before.Where(mount => Look(mount.Place) != mount.Seen).Select(mount => mount.Path)];
    }

    private static string Look(string place) => Directory.Exists(place)
        ? string.Join('\n', new DirectoryInfo(place).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal).Select(Look))
        : Look(new FileInfo(place));

    private static string Look(FileInfo file) => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}";
}
