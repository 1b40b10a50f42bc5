using System.Globalization;
using System.Text.RegularExpressions;
using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>Which image runs the ingestion, and whether its version fits the OpenMetadata server.</summary>
internal static partial class IngestionImage
{
    /// <summary>
    /// The spec's image, the operator's fixed tag, or the tag of the server's own version; while that is not known, the image in
    /// use stays. Null where it was never known.
    /// </summary>
    public static string? Choose(DbtCloudIngestion ingestion, Selection selection, string? serverVersion, V1CronJob? live, PlanOptions options) =>
        ingestion.Spec?.Run?.Image
        ?? (options.IngestionTag ?? serverVersion) switch
        {
            { } tag => $"{options.IngestionRepository}:{tag}",
            null => ImageOf(live) ?? Recall.StatusOf(ingestion, selection.Filter)?.Image,
        };

    /// <summary>What comparing the image's tag with the server's version gives; null when they fit or the server's is not known.</summary>
    public static Finding? Compare(string? image, string? serverVersion)
    {
        if (image is null || serverVersion is null || Version().Match(serverVersion) is not { Success: true } server)
        {
            return null;
        }

        var tag = Version().Match(TagOf(image));
        return !tag.Success
            ? new Finding(Reasons.OpenMetadataVerified.VersionUnknown, $"The tag of {image} is no version, so it cannot be compared with the server's {serverVersion}; a differing minor version would end every run at its start.")
            : MinorOf(tag) == MinorOf(server) ? null
            : new Finding(Reasons.OpenMetadataVerified.VersionMismatch, $"The image {image} and OpenMetadata {serverVersion} differ in their minor version: every run would end at its start. Leave run.image out, or use the tag {serverVersion}.");
    }

    /// <summary>The version that the image's tag names; null where it names none.</summary>
    public static (int Major, int Minor)? VersionOf(string? image) =>
        image is not null && Version().Match(TagOf(image)) is { Success: true } tag
            && int.TryParse(tag.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(tag.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
                ? (major, minor)
                : null;

    public static string? ImageOf(V1CronJob? cronJob) =>
        cronJob?.Spec?.JobTemplate?.Spec?.Template?.Spec?.Containers?.FirstOrDefault(container => container.Name == IngestionPod.ContainerName)?.Image;

    // A digest says nothing of the version, even beside a tag that does.
    private static string TagOf(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        return name.Contains('@') || !name.Contains(':') ? "" : name[(name.LastIndexOf(':') + 1)..];
    }

    private static string MinorOf(Match version) => $"{version.Groups[1].Value}.{version.Groups[2].Value}";

    [GeneratedRegex(@"^v?([0-9]+)\.([0-9]+)(\.|$|-)", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
