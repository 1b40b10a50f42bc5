using System.Text;
using System.Text.Json.Nodes;

namespace Sandbox.OpenMetadata;

/// <summary>A status and what goes with it.</summary>
internal sealed record Reply(int Status, JsonNode? Body)
{
    public static readonly Reply NoContent = new(204, null);

    public static Reply Ok(JsonNode body) => new(200, body.DeepClone());

    public static Reply Created(JsonNode body) => new(201, body.DeepClone());

    public static Reply NotFound(string entity, string name) => Error(404, $"{entity} instance for {name} not found");

    public static Reply BadRequest(string message) => Error(400, message);

    /// <summary>Found or not, in the words of the server.</summary>
    public static Reply Maybe(JsonNode? found, string entity, string name) => found is null ? NotFound(entity, name) : Ok(found);

    public static Reply List(IEnumerable<JsonNode> items)
    {
        var all = items.Select(item => item.DeepClone()).ToArray();
        return new Reply(200, new JsonObject
        {
            ["data"] = new JsonArray(all),
            ["paging"] = new JsonObject { ["total"] = all.Length },
        });
    }

    /// <summary>A page in the order of names, ten entries unless told otherwise, none for a limit of zero; the cursor hides the last name.</summary>
    public static Reply Page(IEnumerable<JsonObject> items, Question question)
    {
        var all = items.OrderBy(NameOf, StringComparer.Ordinal).ToArray();
        var after = question.Query("after") is { Length: > 0 } cursor ? Encoding.UTF8.GetString(Convert.FromBase64String(cursor)) : null;
        var rest = all.SkipWhile(item => after is not null && string.CompareOrdinal(NameOf(item), after) <= 0).ToArray();
        var page = rest.Take(question.Number("limit", 10)).ToArray();
        var paging = new JsonObject { ["total"] = all.Length };
        if (page.Length > 0 && page.Length < rest.Length)
        {
            paging["after"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(NameOf(page[^1])));
        }

        return new Reply(200, new JsonObject { ["data"] = new JsonArray([.. page.Select(item => item.DeepClone())]), ["paging"] = paging });
    }

    public static Reply Error(int status, string message) => new(status, ErrorBody(status, message));

    public static JsonObject ErrorBody(int status, string? message) => new()
    {
        ["code"] = status,
        ["message"] = message ?? status switch
        {
            401 => "Not Authorized! Token not present",
            403 => "Principal: CatalogPrincipal{name='ingestion-bot'} operations [EditIngestionPipelineStatus] not allowed",
            404 => "HTTP 404 Not Found",
            429 => "Too many requests",
            _ => "An exception with message [sandbox] was thrown while processing request.",
        },
    };

    private static string NameOf(JsonObject item) => item["fullyQualifiedName"]!.GetValue<string>();
}
