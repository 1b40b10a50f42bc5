namespace Sandbox.Ingestion;

/// <summary>The releases that behave differently.</summary>
internal enum Family
{
    /// <summary>1.12 and before.</summary>
    OneTwelve,

    /// <summary>1.13 up to 2.0.</summary>
    OneThirteen,

    /// <summary>2.0 and later.</summary>
    Two,
}

/// <summary>The version of the ingestion package that is played, as the image's tag tells it.</summary>
internal sealed record PlayedVersion(string Text, int Major, int Minor)
{
    private const string Otherwise = "1.13.6";

    public Family Family => this switch
    {
        { Major: >= 2 } => Family.Two,
        { Major: 1, Minor: >= 13 } => Family.OneThirteen,
        _ => Family.OneTwelve,
    };

    /// <summary>Takes a version, a tag or a whole image reference; what names no version plays 1.13.</summary>
    public static PlayedVersion Parse(string image)
    {
        var reference = image.Split('@')[0];
        return TryParse(reference[(reference.LastIndexOf(':') + 1)..]) ?? TryParse(Otherwise)!;
    }

    /// <summary>Client and server must share major and minor.</summary>
    public bool Fits(string server) => TryParse(server) is { } other && other.Major == Major && other.Minor == Minor;

    private static PlayedVersion? TryParse(string text)
    {
        var parts = text.Split('.', '-');
        return parts.Length >= 2 && int.TryParse(parts[0], out var major) && int.TryParse(parts[1], out var minor)
            ? new PlayedVersion(text, major, minor)
            : null;
    }
}
