using System.Globalization;
using System.Text.Json.Nodes;

namespace Sandbox.OpenMetadata;

/// <summary>One call as a route sees it.</summary>
internal sealed record Question(HttpContext Context, Catalog Catalog, OpenMetadataWorld World, JsonNode? Body, TimeProvider Time)
{
    public JsonObject Sent => Body as JsonObject ?? [];

    public string Route(string name) => Uri.UnescapeDataString(Context.Request.RouteValues[name]?.ToString() ?? "");

    public string Query(string name) => Context.Request.Query[name].ToString();

    public int Number(string name, int otherwise) =>
        int.TryParse(Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();
}
