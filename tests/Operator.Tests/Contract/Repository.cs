namespace Operator.Tests.Contract;

/// <summary>The files of the repository that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] BuildFolders = ["artifacts", "bin", "obj", ".git", ".vs", ".idea"];

    public static string Top { get; } = Find();

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Top, .. parts]);

    public static string Read(params ReadOnlySpan<string> parts) => File.ReadAllText(PathOf(parts));

    /// <summary>Every file that is kept, as a path relative to the top with forward slashes.</summary>
    public static IEnumerable<string> Files(string under = "")
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Top, under)))
        {
            yield return Path.GetRelativePath(Top, file).Replace('\\', '/');
        }

        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(Top, under)))
        {
            if (!BuildFolders.Contains(Path.GetFileName(folder)))
            {
                foreach (var file in Files(Path.GetRelativePath(Top, folder)))
                {
                    yield return file;
                }
            }
        }
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Operator.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("There is no Operator.sln above " + AppContext.BaseDirectory);
    }
}
