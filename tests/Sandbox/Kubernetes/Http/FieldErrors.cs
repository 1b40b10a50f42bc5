using Sandbox.Kubernetes.Objects;

namespace Sandbox.Kubernetes.Http;

/// <summary>Causes that come from metadata and requests rather than from a type's own rules.</summary>
internal static class FieldErrors
{
    public static FieldError Required(string field, string why) =>
        new("FieldValueRequired", field, why.Length == 0 ? "Required value" : $"Required value: {why}");

    public static FieldError Invalid(string field, string value, string why) =>
        new("FieldValueInvalid", field, $"Invalid value: {value}: {why}");

    public static FieldError InvalidText(string field, string value, string why) => Invalid(field, $"\"{value}\"", why);

    public static FieldError Forbidden(string field, string why) => new("FieldValueForbidden", field, $"Forbidden: {why}");
}
