using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Operator.Image;

/// <summary>The file system as one layer. Same entries, same bytes: nothing of this machine's owners or times gets in.</summary>
internal sealed record LayerArchive(byte[] Compressed, string CompressedDigest, string UncompressedDigest)
{
    public static LayerArchive Of(IReadOnlyList<ImageEntry> entries, DateTimeOffset created)
    {
        using var plain = new MemoryStream();
        using (var tar = new TarWriter(plain, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                using var content = ContentOf(entry);
                tar.WriteEntry(TarOf(entry, content, created));
            }
        }

        var bytes = plain.ToArray();
        var compressed = Compress(bytes);
        return new LayerArchive(compressed, DigestOf(compressed), DigestOf(bytes));
    }

    public static string DigestOf(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    private static UstarTarEntry TarOf(ImageEntry entry, Stream? content, DateTimeOffset created)
    {
        var tar = new UstarTarEntry(TypeOf(entry), entry is ImageEntry.Folder ? entry.Path + "/" : entry.Path)
        {
            Mode = ModeOf(entry),
            ModificationTime = created,
        };
        if (entry is ImageEntry.Link link)
        {
            tar.LinkName = link.Target;
        }

        // Folders and links refuse even an absent one.
        if (content is not null)
        {
            tar.DataStream = content;
        }

        return tar;
    }

    private static TarEntryType TypeOf(ImageEntry entry) => entry switch
    {
        ImageEntry.Folder => TarEntryType.Directory,
        ImageEntry.Link => TarEntryType.SymbolicLink,
        _ => TarEntryType.RegularFile,
    };

    private static UnixFileMode ModeOf(ImageEntry entry) => entry switch
    {
        ImageEntry.Folder folder => folder.Mode,
        ImageEntry.Content content => content.Mode,
        ImageEntry.Copy copy => copy.Mode,
        _ => ImageEntry.Modes.Shared & ~UnixFileMode.StickyBit,
    };

    private static Stream? ContentOf(ImageEntry entry) => entry switch
    {
        ImageEntry.Content content => new MemoryStream(content.Bytes),
        ImageEntry.Copy copy => File.OpenRead(copy.Source),
        _ => null,
    };

    private static byte[] Compress(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }
}
