using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects;

/// <summary>Collects field errors in the server's words.</summary>
internal sealed class FieldErrorList
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<FieldError> errors = [];

    public IReadOnlyList<FieldError> All => errors;

    public void Add(IEnumerable<FieldError> more) => errors.AddRange(more);

    public void Required(string field, string detail = "") => Report("FieldValueRequired", field, "Required value", detail);

    public void Invalid(string field, JsonNode? value, string detail) =>
        Report("FieldValueInvalid", field, $"Invalid value: {Show(value)}", detail);

    public void TypeInvalid(string field, JsonNode? value, string detail) =>
        Report("FieldValueTypeInvalid", field, $"Invalid value: {Show(value)}", detail);

    public void NotSupported(string field, JsonNode? value, IEnumerable<string> supported, bool isText = true) =>
        Report("FieldValueNotSupported", field, $"Unsupported value: {(isText ? Show(value) : (string?)value)}", "supported values: " + string.Join(", ", supported.Select(Quote)));

    public void Duplicate(string field, JsonNode? value) => Report("FieldValueDuplicate", field, $"Duplicate value: {Show(value)}", "");

    public void Forbidden(string field, string detail) => Report("FieldValueForbidden", field, "Forbidden", detail);

    public void TooLong(string field, int most) => Report("FieldValueTooLong", field, "Too long", $"may not be more than {most} bytes");

    public void TooMany(string field, int count, int most) => Report("FieldValueTooMany", field, $"Too many: {count}", $"must have at most {most} {(most == 1 ? "item" : "items")}");

    /// <summary>A value out of a closed set; empty is a missing one.</summary>
    public void OneOf(string field, string? value, IReadOnlyCollection<string> supported)
    {
        if (string.IsNullOrEmpty(value))
        {
            Required(field);
        }
        else if (!supported.Contains(value))
        {
            NotSupported(field, value, supported);
        }
    }

    /// <summary>A number, named by the last step of its path, that may be absent but not below zero.</summary>
    public void NotNegative(JsonObject map, string field)
    {
        if (map.Number(field[(field.LastIndexOf('.') + 1)..]) is < 0 and var number)
        {
            Invalid(field, number, "must be greater than or equal to 0");
        }
    }

    public void Immutable(string field, JsonNode? value, JsonNode? old)
    {
        if (!JsonNode.DeepEquals(value, old))
        {
            Invalid(field, value, "field is immutable");
        }
    }

    public static string Show(JsonNode? value) => value?.ToJsonString(Plain) ?? "null";

    public static string Quote(string text) => Show(text);

    private void Report(string reason, string field, string body, string detail) =>
        errors.Add(new FieldError(reason, field, detail.Length == 0 ? body : $"{body}: {detail}"));
}
