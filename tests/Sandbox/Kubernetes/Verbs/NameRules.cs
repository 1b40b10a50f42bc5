using System.Text.RegularExpressions;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Objects;
using Sandbox.Kubernetes.Resources;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Which names objects may have.</summary>
internal static partial class NameRules
{
    private const string SubdomainText =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string LabelText =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric "
        + "character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    public static FieldError? Check(ResourceType type, string name)
    {
        if (type.Group == "rbac.authorization.k8s.io")
        {
            return PathSegment(name);
        }

        if (type is { Group: "", Kind: "Namespace" or "Service" })
        {
            return name.Length > 63 ? TooLong(name, 63) : Label().IsMatch(name) ? null : FieldErrors.InvalidText("metadata.name", name, LabelText);
        }

        return name.Length > 253 ? TooLong(name, 253) : Subdomain().IsMatch(name) ? null : FieldErrors.InvalidText("metadata.name", name, SubdomainText);
    }

    private static FieldError? PathSegment(string name) => name switch
    {
        "." or ".." => FieldErrors.InvalidText("metadata.name", name, $"may not be '{name}'"),
        _ when name.Contains('/', StringComparison.Ordinal) => FieldErrors.InvalidText("metadata.name", name, "may not contain '/'"),
        _ when name.Contains('%', StringComparison.Ordinal) => FieldErrors.InvalidText("metadata.name", name, "may not contain '%'"),
        _ => null,
    };

    private static FieldError TooLong(string name, int limit) =>
        FieldErrors.InvalidText("metadata.name", name, $"must be no more than {limit} bytes");

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex Subdomain();
}
