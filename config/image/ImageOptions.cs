namespace Operator.Image;

/// <summary>What the image is made of and called.</summary>
internal sealed record ImageOptions
{
    /// <summary>The native binary.</summary>
    public required string Binary { get; init; }

    /// <summary>The whole name, with registry and tag: container runtimes take the archive's name from it.</summary>
    public required string Name { get; init; }

    public required Architecture Architecture { get; init; }

    /// <summary>Where the architecture's system libraries are looked for, in this order.</summary>
    public required IReadOnlyList<string> LibraryFolders { get; init; }

    /// <summary>Stands in every file and in the image: the commit's time, so that two builds give the same bytes.</summary>
    public required DateTimeOffset Created { get; init; }

    public required string Version { get; init; }

    /// <summary>The commit, or null where it is not known.</summary>
    public string? Revision { get; init; }

    public string CertificateBundle { get; init; } = "/etc/ssl/certs/ca-certificates.crt";

    public string ZoneInfo { get; init; } = "/usr/share/zoneinfo";
}
