namespace Operator.Hosting.Verbs;

/// <summary>The texts that <c>-f</c> names: files, the manifests of a folder, or <c>-</c> for the input.</summary>
internal static class ManifestFiles
{
    private const long LargestFile = 4 * 1024 * 1024;

    private static readonly string[] Endings = [".yaml", ".yml", ".json"];

    public static (IReadOnlyList<YamlDocument> Documents, IReadOnlyList<Complaint> Complaints) Read(IEnumerable<string> names, Func<TextReader> input)
    {
        var documents = new List<YamlDocument>();
        var complaints = new List<Complaint>();
        foreach (var name in names.SelectMany(Expand))
        {
            var (read, complaint) = name == "-" ? YamlReading.Read("(input)", input()) : ReadFile(name);
            documents.AddRange(read);
            complaints.AddRange(complaint is null ? [] : [complaint]);
        }

        return (documents, complaints);
    }

    /// <summary>In the order in which kubectl takes the files of a folder.</summary>
    private static IEnumerable<string> Expand(string name) => Directory.Exists(name)
        ? Directory.GetFiles(name).Where(file => Endings.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal)
        : [name];

    private static (IReadOnlyList<YamlDocument> Documents, Complaint? Complaint) ReadFile(string name)
    {
        try
        {
            if (new FileInfo(name) is { Exists: true, Length: > LargestFile })
            {
                return ([], new Complaint(name, 0, $"the file is larger than {LargestFile / 1024 / 1024} MiB, so no manifest"));
            }

            using var reader = new StreamReader(name);
            return YamlReading.Read(name, reader);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return ([], new Complaint(name, 0, unreadable is FileNotFoundException or DirectoryNotFoundException
                ? "there is no such file; -f takes a file, a folder, or - for the input"
                : "the file cannot be read; check its permissions"));
        }
    }
}
