using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Operator.Image;

/// <summary>The SBOM (SPDX 2.3): the packages and the runtime that are linked into the binary, and Debian's files with their packages.</summary>
internal static class BillOfMaterials
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(ImageOptions options, IEnumerable<ImageEntry> entries, IEnumerable<Component> linked, DebianPackages debian)
    {
        // The roots of trust are one file that a script of their package made of its parts.
        var fromDebian = entries.OfType<ImageEntry.Copy>()
            .Where(copy => copy.Path != RootFileSystem.BinaryPath)
            .Select(copy => debian.OwnerOf(copy.Path == RootFileSystem.CertificatePath ? "/usr/sbin/update-ca-certificates" : copy.Source))
            .OfType<Component>().Distinct().OrderBy(component => component.Name, StringComparer.Ordinal);
        var self = new Component("dbt-cloud-ingestion-operator", options.Version, $"pkg:oci/dbt-cloud-ingestion-operator@{options.Version}?arch={options.Architecture.Name}", "Apache-2.0");
        Component[] all = [self, .. linked, .. fromDebian];
        return JsonSerializer.SerializeToUtf8Bytes(DocumentOf(options, all), Indented);
    }

    private static JsonObject DocumentOf(ImageOptions options, IReadOnlyList<Component> components) => new()
    {
        ["spdxVersion"] = "SPDX-2.3",
        ["dataLicense"] = "CC0-1.0",
        ["SPDXID"] = "SPDXRef-DOCUMENT",
        ["name"] = options.Name,
        ["documentNamespace"] = $"https://metadata-ingestion.io/spdx/{Uri.EscapeDataString(options.Name)}/{options.Architecture.Name}/{options.Revision ?? "unknown"}",
        ["creationInfo"] = new JsonObject
        {
            ["created"] = options.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["creators"] = new JsonArray("Tool: make image"),
        },
        ["packages"] = new JsonArray([.. components.Select(PackageOf)]),
        ["relationships"] = new JsonArray([.. components.Select((_, index) => RelationOf(index))]),
    };

    private static JsonObject PackageOf(Component component, int index) => new JsonObject
    {
        ["SPDXID"] = $"SPDXRef-{index}",
        ["name"] = component.Name,
        ["versionInfo"] = component.Version,
        ["downloadLocation"] = "NOASSERTION",
        ["licenseConcluded"] = "NOASSERTION",
        ["licenseDeclared"] = component.License,
        ["copyrightText"] = "NOASSERTION",
        ["externalRefs"] = new JsonArray(new JsonObject
        {
            ["referenceCategory"] = "PACKAGE-MANAGER",
            ["referenceType"] = "purl",
            ["referenceLocator"] = component.Url,
        }),
    };

    private static JsonObject RelationOf(int index) => new JsonObject
    {
        ["spdxElementId"] = index == 0 ? "SPDXRef-DOCUMENT" : "SPDXRef-0",
        ["relationshipType"] = index == 0 ? "DESCRIBES" : "CONTAINS",
        ["relatedSpdxElement"] = $"SPDXRef-{index}",
    };
}
