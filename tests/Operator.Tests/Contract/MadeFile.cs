using Xunit;

namespace Operator.Tests.Contract;

/// <summary>Files that are made from others: <c>make docs</c> writes them, and tests hold them equal.</summary>
internal static class MadeFile
{
    public static void Holds(string file, string expected)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Repository.PathOf(file))!);
            File.WriteAllText(Repository.PathOf(file), expected);
        }

        Assert.True(File.Exists(Repository.PathOf(file)) && expected == Repository.Read(file), $"{file} is older than what it is made from: run make docs.");
    }
}
