using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Objects;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Checks what is common to the options of all writes.</summary>
internal static class RequestOptions
{
    public static ApiStatus? Check(string method, ApiRequest request)
    {
        var dryRun = request.Parameter("dryRun");
        return dryRun is "" or "All" || KindOf(method) is not { } kind
            ? null
            : ApiStatus.Invalid("meta.k8s.io", kind, "", [new FieldError("FieldValueNotSupported", "dryRun", $"Unsupported value: [\"{dryRun}\"]: supported values: \"All\"")]);
    }

    private static string? KindOf(string method) => method switch
    {
        "POST" => "CreateOptions",
        "PUT" => "UpdateOptions",
        "PATCH" => "PatchOptions",
        "DELETE" => "DeleteOptions",
        _ => null,
    };
}
