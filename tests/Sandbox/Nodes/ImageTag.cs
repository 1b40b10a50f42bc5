namespace Sandbox.Nodes;

/// <summary>The tag of an image's name; "" where it has none, or only a digest.</summary>
internal static class ImageTag
{
    public static string Of(string? image)
    {
        var name = (image ?? "").Split('@')[0];
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[(colon + 1)..] : "";
    }
}
