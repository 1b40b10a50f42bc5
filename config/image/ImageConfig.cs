using System.Globalization;
using System.Text.Json.Nodes;

namespace Operator.Image;

/// <summary>How the image is started, and what it says of itself.</summary>
internal static class ImageConfig
{
    /// <summary>Set in the image, so that nobody who starts it has to know them.</summary>
    public static IReadOnlyList<string> Environment { get; } =
    [
        "PATH=/usr/local/bin",
        // OpenSSL's own folder is not in the image.
        $"SSL_CERT_FILE=/{RootFileSystem.CertificatePath}",
        // The debugger's socket would need a file system that can be written.
        "DOTNET_EnableDiagnostics=0",
    ];

    public const string User = "65532:65532";

    public static JsonObject Of(ImageOptions options, LayerArchive layer) => new()
    {
        ["created"] = Time(options.Created),
        ["architecture"] = options.Architecture.Name,
        ["os"] = "linux",
        ["config"] = new JsonObject
        {
            ["User"] = User,
            ["Env"] = new JsonArray([.. Environment.Select(each => (JsonNode)each)]),
            ["Entrypoint"] = new JsonArray($"/{RootFileSystem.BinaryPath}"),
            ["WorkingDir"] = "/",
            ["Labels"] = Labels(options),
        },
        ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray(layer.UncompressedDigest) },
        ["history"] = new JsonArray(new JsonObject { ["created"] = Time(options.Created), ["created_by"] = "make image" }),
    };

    public static JsonObject Labels(ImageOptions options)
    {
        var labels = new JsonObject
        {
            ["org.opencontainers.image.title"] = "dbt-cloud-ingestion-operator",
            ["org.opencontainers.image.description"] = "Turns DbtCloudIngestion resources into CronJobs that bring dbt Cloud's metadata into OpenMetadata.",
            ["org.opencontainers.image.licenses"] = "Apache-2.0",
            ["org.opencontainers.image.version"] = options.Version,
            ["org.opencontainers.image.created"] = Time(options.Created),
        };
        if (options.Revision is { } revision)
        {
            labels["org.opencontainers.image.revision"] = revision;
        }

        return labels;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
