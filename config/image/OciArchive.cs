using System.Formats.Tar;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Operator.Image;

/// <summary>
/// The image as an OCI layout in one tar. One platform an archive: clusters import with all platforms of the index, and fail at one
/// whose content is not there.
/// </summary>
internal static class OciArchive
{
    private const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    private const string Config = "application/vnd.oci.image.config.v1+json";
    private const string Layer = "application/vnd.oci.image.layer.v1.tar+gzip";

    // Media types hold a plus sign, which the usual escaping makes unreadable.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string file, ImageOptions options, LayerArchive layer)
    {
        var config = Bytes(ImageConfig.Of(options, layer));
        var manifest = Bytes(ManifestOf(options, config, layer));
        var index = Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = "application/vnd.oci.image.index.v1+json",
            ["manifests"] = new JsonArray(Named(options, Descriptor(Manifest, manifest))),
        });

        using var output = File.Create(file);
        using var tar = new TarWriter(output, TarEntryFormat.Ustar);
        foreach (var (name, content) in Blobs([config, layer.Compressed, manifest]).Append(("index.json", index)).Append(("oci-layout", Bytes(new JsonObject { ["imageLayoutVersion"] = "1.0.0" }))))
        {
            using var data = new MemoryStream(content);
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { Mode = ImageEntry.Modes.Readable, ModificationTime = options.Created, DataStream = data });
        }
    }

    private static IEnumerable<(string Name, byte[] Content)> Blobs(IEnumerable<byte[]> contents) => contents
        .Select(content => (Name: $"blobs/{LayerArchive.DigestOf(content).Replace(':', '/')}", content))
        .OrderBy(blob => blob.Name, StringComparer.Ordinal);

    private static JsonObject ManifestOf(ImageOptions options, byte[] config, LayerArchive layer) => new()
    {
        ["schemaVersion"] = 2,
        ["mediaType"] = Manifest,
        ["config"] = Descriptor(Config, config),
        ["layers"] = new JsonArray(Descriptor(Layer, layer.Compressed)),
        ["annotations"] = ImageConfig.Labels(options),
    };

    private static JsonObject Named(ImageOptions options, JsonObject descriptor)
    {
        descriptor["platform"] = new JsonObject { ["architecture"] = options.Architecture.Name, ["os"] = "linux" };
        descriptor["annotations"] = new JsonObject
        {
            ["io.containerd.image.name"] = options.Name,
            ["org.opencontainers.image.ref.name"] = options.Name[(options.Name.LastIndexOf(':') + 1)..],
        };
        return descriptor;
    }

    private static JsonObject Descriptor(string mediaType, byte[] content) => new()
    {
        ["mediaType"] = mediaType,
        ["digest"] = LayerArchive.DigestOf(content),
        ["size"] = content.Length,
    };

    private static byte[] Bytes(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json, Plain);
}
