namespace Operator.Image;

/// <summary>A platform that images are built for, in the words of OCI and of glibc.</summary>
/// <param name="Name">As OCI writes it.</param>
/// <param name="Loader">Path of the dynamic loader, which is written in the binary.</param>
/// <param name="LibraryFolder">Where Debian, and so the loader, looks for libraries.</param>
internal sealed record Architecture(string Name, string Loader, string LibraryFolder)
{
    public static Architecture Amd64 { get; } = new("amd64", "lib64/ld-linux-x86-64.so.2", "usr/lib/x86_64-linux-gnu");

    public static Architecture Arm64 { get; } = new("arm64", "lib/ld-linux-aarch64.so.1", "usr/lib/aarch64-linux-gnu");

    public static Architecture? Named(string name) => new[] { Amd64, Arm64 }.FirstOrDefault(each => each.Name == name);

    /// <summary>Folders of this machine that hold the libraries, with and without Debian's packages for cross compilation.</summary>
    public IReadOnlyList<string> DefaultLibraryFolders => this == Amd64
        ? ["/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu"]
        : ["/usr/aarch64-linux-gnu/lib", "/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu"];
}
