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
}
