using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Objects;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Decodes by the type's rules and treats unknown or repeated fields as the query's fieldValidation says.</summary>
internal static class FieldValidation
{
    public static ApiStatus? Decode(ApiRequest request, JsonObject body, Func<string, ApiStatus> refuse)
    {
        switch (request.Type.Rules.Decode(body))
        {
            case DecodeOutcome.Refused refused:
                return refuse(refused.Reason);
            case DecodeOutcome.Decoded decoded:
                return Judge(request, [.. request.Duplicates.Select(static field => $"duplicate field \"{field}\""), .. decoded.StrictErrors], refuse);
            default:
                throw new InvalidOperationException("Decoding has no other outcome.");
        }
    }

    /// <summary>The refusal of a body that was sent whole.</summary>
    public static ApiStatus Unreadable(ApiRequest request, string why) => ApiStatus.BadRequest(
        $"{request.Type.Kind} in version \"{request.Type.Version}\" cannot be handled as a {request.Type.Kind}: {why}");

    /// <summary>The refusal of an object that came out of a patch.</summary>
    public static ApiStatus UnreadablePatch(string patched, string why) =>
        ApiStatus.Invalid("", "", "", [FieldErrors.InvalidText("patch", patched.Replace("\"", "\\\"", StringComparison.Ordinal), why)]);

    private static ApiStatus? Judge(ApiRequest request, IReadOnlyList<string> errors, Func<string, ApiStatus> refuse)
    {
        if (errors.Count == 0)
        {
            return null;
        }

        switch (request.Parameter("fieldValidation"))
        {
            case "Strict":
                return refuse($"strict decoding error: {string.Join(", ", errors)}");
            case "Ignore":
                return null;
            default:
                request.Warnings.AddRange(errors);
                return null;
        }
    }
}
