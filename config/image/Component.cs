namespace Operator.Image;

/// <summary>Something that is in the image and has a version of its own.</summary>
/// <param name="Url">Package URL: by it scanners look for known vulnerabilities.</param>
/// <param name="License">As an SPDX expression; NOASSERTION where the package does not say it in one.</param>
internal sealed record Component(string Name, string Version, string Url, string License = "NOASSERTION");
