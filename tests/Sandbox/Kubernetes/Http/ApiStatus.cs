using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects;
using Sandbox.Kubernetes.Resources;

namespace Sandbox.Kubernetes.Http;

/// <summary>A refusal, shaped as meta/v1 Status.</summary>
internal sealed record ApiStatus(int Code, string Reason, string Message)
{
    public JsonObject? Details { get; init; }

    public int? RetryAfterSeconds { get; init; }

    public static ApiStatus NotFound(ResourceType type, string name) =>
        new(404, "NotFound", $"{type.QualifiedResource} \"{name}\" not found") { Details = DetailsOf(name, type.Group, type.Plural) };

    public static ApiStatus NamespaceNotFound(string name) =>
        new(404, "NotFound", $"namespaces \"{name}\" not found") { Details = DetailsOf(name, "", "namespaces") };

    public static ApiStatus NoSuchPath() =>
        new(404, "NotFound", "the server could not find the requested resource") { Details = [] };

    public static ApiStatus AlreadyExists(ResourceType type, string name) =>
        new(409, "AlreadyExists", $"{type.QualifiedResource} \"{name}\" already exists") { Details = DetailsOf(name, type.Group, type.Plural) };

    public static ApiStatus Conflict(ResourceType type, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {type.QualifiedResource} \"{name}\": {why}")
        {
            Details = DetailsOf(name, type.Group, type.Plural),
        };

    public static ApiStatus Stale(ResourceType type, string name) =>
        Conflict(type, name, "the object has been modified; please apply your changes to the latest version and try again");

    public static ApiStatus ApplyConflict(string message, IEnumerable<FieldError> causes) =>
        new(409, "Conflict", message)
        {
            Details = new JsonObject { ["causes"] = Causes(causes.Select(static cause => ("FieldManagerConflict", cause.Message, cause.Field))) },
        };

    public static ApiStatus BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiStatus Forbidden(ResourceType type, string name, string why) =>
        new(403, "Forbidden", $"{type.QualifiedResource} \"{name}\" is forbidden: {why}") { Details = DetailsOf(name, type.Group, type.Plural) };

    public static ApiStatus MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource") { Details = [] };

    public static ApiStatus NotAcceptable() =>
        new(406, "NotAcceptable", "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf");

    public static ApiStatus UnsupportedMediaType(IEnumerable<string> supported) =>
        new(415, "UnsupportedMediaType", "the body of the request was in an unknown format - accepted media types include: " + string.Join(", ", supported));

    public static ApiStatus Expired(string message) => new(410, "Expired", message);

    public static ApiStatus TooOld(long asked, long oldest) => Expired($"too old resource version: {asked} ({oldest})");

    public static ApiStatus TooNew(long asked, long current) =>
        new(504, "Timeout", $"Too large resource version: {asked}, current: {current}")
        {
            Details = new JsonObject
            {
                ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
                ["retryAfterSeconds"] = 1,
            },
            RetryAfterSeconds = 1,
        };

    public static ApiStatus Invalid(string group, string kind, string name, IReadOnlyList<FieldError> errors)
    {
        var qualified = group.Length == 0 ? kind : $"{kind}.{group}";
        var details = DetailsOf(name, group, kind);
        details["causes"] = Causes(errors.Select(static error => (error.Reason, error.Message, error.Field)));
        return new ApiStatus(422, "Invalid", $"{qualified} \"{name}\" is invalid: {FieldError.Join(errors)}") { Details = details };
    }

    public static ApiStatus Invalid(ResourceType type, string name, params IReadOnlyList<FieldError> errors) =>
        Invalid(type.Group, type.Kind, name, errors);

    public JsonObject ToJson()
    {
        var result = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
        };
        if (Reason.Length > 0)
        {
            result["reason"] = Reason;
        }

        if (Details is not null)
        {
            result["details"] = Details.DeepClone();
        }

        result["code"] = Code;
        return result;
    }

    private static JsonObject DetailsOf(string name, string group, string kind)
    {
        var details = new JsonObject();
        foreach (var (field, value) in new[] { ("name", name), ("group", group), ("kind", kind) })
        {
            if (value.Length > 0)
            {
                details[field] = value;
            }
        }

        return details;
    }

    private static JsonArray Causes(IEnumerable<(string Reason, string Message, string Field)> causes) =>
        new([.. causes.Select(static cause => new JsonObject
        {
            ["reason"] = cause.Reason,
            ["message"] = cause.Message,
            ["field"] = cause.Field,
        })]);
}
