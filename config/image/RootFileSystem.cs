using System.Text;

namespace Operator.Image;

/// <summary>Everything that is in the image: the binary, what it is linked with, roots of trust, time zones and a user. No shell.</summary>
internal static class RootFileSystem
{
    public const string BinaryPath = "usr/local/bin/dbt-cloud-ingestion-operator";
    public const string CertificatePath = "etc/ssl/certs/ca-certificates.crt";

    /// <summary>libssl and libcrypto are opened by the runtime when the first TLS connection is made; the others are linked.</summary>
    private static readonly string[] Libraries = ["libc.so.6", "libm.so.6", "libssl.so.3", "libcrypto.so.3"];

    /// <summary>Leap seconds and the second copy of every zone, which nobody reads.</summary>
    private static readonly string[] UnreadZones = ["posix", "right", "posixrules", "leapseconds", "leap-seconds.list", "localtime", "+VERSION"];

    /// <summary>Sorted by path, with every folder before what is in it.</summary>
    public static IReadOnlyList<ImageEntry> Of(ImageOptions options)
    {
        List<ImageEntry> files =
        [
            new ImageEntry.Copy(BinaryPath, options.Binary, ImageEntry.Modes.Executable),
            new ImageEntry.Copy(options.Architecture.Loader, Library(options, Path.GetFileName(options.Architecture.Loader)), ImageEntry.Modes.Executable),
            .. Libraries.Select(name => new ImageEntry.Copy($"{options.Architecture.LibraryFolder}/{name}", Library(options, name))),
            new ImageEntry.Copy(CertificatePath, Existing(options.CertificateBundle, "Debian's package ca-certificates has it")),
            Text("etc/passwd", "root:x:0:0:root:/:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/:/sbin/nologin\n"),
            Text("etc/group", "root:x:0:\nnonroot:x:65532:\n"),
            // Files first, so that hostAliases of a pod count.
            Text("etc/nsswitch.conf", "hosts: files dns\n"),
            .. Zones(options.ZoneInfo),
        ];
        return [.. Folders(files), new ImageEntry.Folder("tmp", ImageEntry.Modes.Shared), .. files.OrderBy(entry => entry.Path, StringComparer.Ordinal)];
    }

    private static IEnumerable<ImageEntry> Folders(IEnumerable<ImageEntry> files) => files
        .SelectMany(file => Parents(file.Path))
        .Distinct()
        .Order(StringComparer.Ordinal)
        .Select(path => new ImageEntry.Folder(path));

    private static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }
    }

    private static IEnumerable<ImageEntry> Zones(string folder)
    {
        Existing(Path.Combine(folder, "Europe/Berlin"), "Debian's package tzdata has it");
        return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => (File: file, Name: Path.GetRelativePath(folder, file.FullName)))
            .Where(zone => !UnreadZones.Contains(zone.Name.Split('/')[0]))
            .Select(zone => (ImageEntry)(zone.File.LinkTarget is { } target && !Path.IsPathRooted(target)
                ? new ImageEntry.Link($"usr/share/zoneinfo/{zone.Name}", target)
                : new ImageEntry.Copy($"usr/share/zoneinfo/{zone.Name}", zone.File.FullName)));
    }

    private static string Library(ImageOptions options, string name) =>
        options.LibraryFolders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new MissingFileException($"{name} for {options.Architecture.Name}", $"it is in none of {string.Join(", ", options.LibraryFolders)}; --libraries names another folder");

    private static string Existing(string path, string advice) => File.Exists(path) ? path : throw new MissingFileException(path, advice);

    private static ImageEntry.Content Text(string path, string text) => new(path, Encoding.ASCII.GetBytes(text));
}
