using System.Text.Json.Nodes;

namespace Sandbox.DbtCloud;

/// <summary>Limit and offset of a list; at most 100, and the count is that of this page alone.</summary>
internal sealed record Paging(int Limit, int Offset)
{
    private const int Most = 100;

    public static Paging? From(IQueryCollection query)
    {
        var limit = query.Number("limit");
        var offset = query.Number("offset");
        var understood = limit is not { IsMalformed: true } && offset is not { IsMalformed: true };
        var paging = new Paging((int)(limit?.Value ?? Most), (int)(offset?.Value ?? 0));
        return understood && paging is { Limit: >= 0 and <= Most, Offset: >= 0 } ? paging : null;
    }

    /// <summary>Only what stands on the page gets its shape.</summary>
    public JsonObject Wrap<T>(long account, string order, IReadOnlyList<T> all, Func<T, JsonNode> shape)
    {
        var page = all.Skip(Offset).Take(Limit).Select(shape).ToArray();
        return Envelope.Success(new JsonArray(page), new JsonObject
        {
            ["filters"] = new JsonObject { ["limit"] = Limit, ["offset"] = Offset, ["account_id"] = account },
            ["order_by"] = order,
            ["pagination"] = new JsonObject { ["count"] = page.Length, ["total_count"] = all.Count },
        });
    }
}
