using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>What the API server answered, kept as it came over the wire.</summary>
internal sealed record Answer(int Status, string ContentType, IReadOnlyList<string> Warnings, string Text)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private JsonNode? body;

    public JsonNode Body => body ??= JsonNode.Parse(Text)!;

    /// <summary>Gets the value at a path such as <c>items.0.metadata.name</c>: a string as it is, anything else as JSON, null when absent.</summary>
    public string? this[string path] => Node(path) switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        var node => node.ToJsonString(),
    };

    public string Version => this["metadata.resourceVersion"]!;

    public string Uid => this["metadata.uid"]!;

    public JsonObject? ManagedBy(string manager, string? subresource = null) => ((JsonArray?)Node("metadata.managedFields"))?
        .OfType<JsonObject>()
        .SingleOrDefault(entry => (string?)entry["manager"] == manager && (string?)entry["subresource"] == subresource);

    public IEnumerable<string> Names => ((JsonArray)Body["items"]!).Select(item => (string)item!["metadata"]!["name"]!);

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => new(
        (int)response.StatusCode,
        response.Content.Headers.ContentType?.ToString() ?? "",
        [.. response.Headers.TryGetValues("Warning", out var warnings) ? warnings : []],
        await response.Content.ReadAsStringAsync(cancellationToken));

    public JsonNode? Node(string path) => path.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate((JsonNode?)Body, (node, name) => node switch
    {
        JsonArray items => int.Parse(name) < items.Count ? items[int.Parse(name)] : null,
        JsonObject fields => fields[name],
        _ => null,
    });

    /// <summary>Holds the fields that a manager owns against JSON.</summary>
    public void HasOwner(string manager, string fields, string? subresource = null) => Same(fields, ManagedBy(manager, subresource)?["fieldsV1"]);

    public Answer Is(HttpStatusCode expected)
    {
        Assert.True(Status == (int)expected, $"expected {(int)expected}, got {Status}: {Text}");
        return this;
    }

    public Answer Ok() => Is(HttpStatusCode.OK);

    public Answer Created() => Is(HttpStatusCode.Created);

    /// <summary>Holds the value at a path against JSON.</summary>
    public void Has(string path, string json) => Same(json, Node(path));

    /// <summary>Holds the whole answer against a <c>Status</c> body as the API server writes them.</summary>
    public void Refuses(int code, string? reason, string message, string? details = null)
    {
        var expected = JsonNode.Parse("""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure"}""")!;
        expected["message"] = message;
        if (reason is not null)
        {
            expected["reason"] = reason;
        }

        if (details is not null)
        {
            expected["details"] = JsonNode.Parse(details);
        }

        expected["code"] = code;
        Same(expected.ToJsonString(), Body);
        Assert.Equal(code, Status);
    }

    /// <summary>Holds the whole answer against a refusal with causes; each cause is (field, reason, message). Core objects are checked twice: a cause that
    /// is told twice counts once.</summary>
    public void RefusesAsInvalid(string kind, string group, string name, params (string Field, string Reason, string Message)[] causes)
    {
        var all = causes.Select(cause => $"{cause.Field}: {cause.Message}").ToList();
        var qualified = group.Length == 0 ? kind : $"{kind}.{group}";
        var details = new JsonObject { ["name"] = name, ["group"] = group, ["kind"] = kind, ["causes"] = Causes(causes) };
        if (group.Length == 0)
        {
            details.Remove("group");
        }

        if (name.Length == 0)
        {
            details.Remove("name");
        }

        if (Node("details.causes") is JsonArray told)
        {
            Body["details"]!["causes"] = new JsonArray([.. told.Select(cause => cause!.ToJsonString()).Distinct().Select(cause => JsonNode.Parse(cause))]);
        }

        Refuses(422, "Invalid", $"{qualified} \"{name}\" is invalid: {(all.Count == 1 ? all[0] : $"[{string.Join(", ", all)}]")}", details.ToJsonString());
    }

    private static JsonArray Causes((string Field, string Reason, string Message)[] causes) => new([.. causes.Select(cause =>
        new JsonObject { ["reason"] = cause.Reason, ["message"] = cause.Message, ["field"] = cause.Field })]);

    private static void Same(string expected, JsonNode? actual)
    {
        if (!JsonNode.DeepEquals(JsonNode.Parse(expected), actual))
        {
            Assert.Fail($"expected {JsonNode.Parse(expected)?.ToJsonString(Readable)}\n but was {actual?.ToJsonString(Readable) ?? "absent"}");
        }
    }
}
