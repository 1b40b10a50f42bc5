namespace Operator.Image;

/// <summary>Which of Debian's packages a file of this machine comes from, as its package manager has it.</summary>
internal sealed class DebianPackages
{
    private const string Database = "/var/lib/dpkg";

    private readonly Dictionary<string, string> _packageOfFile = [];
    private readonly Dictionary<string, string> _versions = [];
    private string _release = "debian";

    public static DebianPackages Installed()
    {
        var packages = new DebianPackages();
        if (Directory.Exists($"{Database}/info"))
        {
            packages.ReadFiles();
            packages.ReadVersions();
            packages.ReadRelease();
        }

        return packages;
    }

    /// <summary>Null for a file that no package brought.</summary>
    public Component? OwnerOf(string file)
    {
        var real = Resolve(file);
        var owner = new[] { real, real.StartsWith("/usr/", StringComparison.Ordinal) ? real[4..] : "/usr" + real, file }
            .Select(path => _packageOfFile.GetValueOrDefault(path))
            .FirstOrDefault(found => found is not null);
        if (owner is null || !_versions.TryGetValue(owner, out var version))
        {
            return null;
        }

        var (name, architecture) = owner.Split(':') is [var plain, var arch] ? (plain, arch) : (owner, "all");
        return new Component(name, version, $"pkg:deb/debian/{name}@{Uri.EscapeDataString(version)}?arch={architecture}&distro={_release}");
    }

    private static string Resolve(string file) => File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(file);

    private void ReadFiles()
    {
        foreach (var list in Directory.EnumerateFiles($"{Database}/info", "*.list"))
        {
            var owner = Path.GetFileNameWithoutExtension(list);
            foreach (var path in File.ReadLines(list))
            {
                _packageOfFile[path] = owner;
            }
        }
    }

    private void ReadVersions()
    {
        foreach (var paragraph in File.ReadAllText($"{Database}/status").Split("\n\n"))
        {
            var fields = paragraph.Split('\n').Where(line => line.Contains(": ", StringComparison.Ordinal) && line[0] != ' ')
                .GroupBy(line => line[..line.IndexOf(':')]).ToDictionary(field => field.Key, field => field.First()[(field.Key.Length + 2)..]);
            if (fields.TryGetValue("Package", out var name) && fields.TryGetValue("Version", out var version))
            {
                _versions[name] = version;
                _versions[$"{name}:{fields.GetValueOrDefault("Architecture")}"] = version;
            }
        }
    }

    private void ReadRelease()
    {
        var lines = File.Exists("/etc/os-release") ? File.ReadAllLines("/etc/os-release") : [];
        var id = Array.Find(lines, line => line.StartsWith("ID=", StringComparison.Ordinal))?[3..];
        var number = Array.Find(lines, line => line.StartsWith("VERSION_ID=", StringComparison.Ordinal))?[11..].Trim('"');
        _release = number is null ? id ?? _release : $"{id}-{number}";
    }
}
