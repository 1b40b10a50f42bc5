namespace Sandbox.Kubernetes.Http;

/// <summary>A path below /api or /apis, taken apart: /apis/GROUP/VERSION/namespaces/NAMESPACE/PLURAL/NAME/SUBRESOURCE.</summary>
internal sealed record RequestPath(string Group, string Version, string Namespace, string Plural, string Name, string Subresource)
{
    /// <summary>Null for paths that name no resource.</summary>
    public static RequestPath? Parse(string[] segments)
    {
        if (segments is ["api", var version, .. var rest])
        {
            return Below("", version, rest);
        }

        return segments is ["apis", var group, var groupVersion, .. var below] ? Below(group, groupVersion, below) : null;
    }

    /// <summary>Each segment is unescaped on its own, so that an escaped slash stays within its segment.</summary>
    public static string[] Segments(string rawTarget)
    {
        var path = rawTarget.Split('?', 2)[0];
        return [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
    }

    private static RequestPath? Below(string group, string version, string[] rest) => rest switch
    {
        ["namespaces", var name, "status" or "finalize"] => new(group, version, "", "namespaces", name, rest[2]),
        ["namespaces", var ns, var plural] => new(group, version, ns, plural, "", ""),
        ["namespaces", var ns, var plural, var name] => new(group, version, ns, plural, name, ""),
        ["namespaces", var ns, var plural, var name, var subresource] => new(group, version, ns, plural, name, subresource),
        [var plural] => new(group, version, "", plural, "", ""),
        [var plural, var name] => new(group, version, "", plural, name, ""),
        [var plural, var name, var subresource] => new(group, version, "", plural, name, subresource),
        _ => null,
    };
}
