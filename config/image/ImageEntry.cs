namespace Operator.Image;

/// <summary>One entry of the image's file system. All belong to root, and nobody may write them but /tmp.</summary>
/// <param name="Path">Without a slash in front.</param>
internal abstract record ImageEntry(string Path)
{
    internal sealed record Folder(string Path, UnixFileMode Mode = Modes.Executable) : ImageEntry(Path);

    internal sealed record Content(string Path, byte[] Bytes, UnixFileMode Mode = Modes.Readable) : ImageEntry(Path);

    /// <param name="Source">The file of this machine.</param>
    internal sealed record Copy(string Path, string Source, UnixFileMode Mode = Modes.Readable) : ImageEntry(Path);

    internal sealed record Link(string Path, string Target) : ImageEntry(Path);

    /// <summary>Everybody may read all of it: OpenShift runs containers as any user.</summary>
    internal static class Modes
    {
        public const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        public const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        public const UnixFileMode Shared = Executable | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite | UnixFileMode.StickyBit;
    }
}
