using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace Sandbox.OpenMetadata;

/// <summary>The search index: by the value of one field, and by a query for users and teams.</summary>
internal static class SearchRoutes
{
    public static void Map(WebApplication app, Gatekeeper gate)
    {
        app.MapGet("/api/v1/search/fieldQuery", gate.ForBots(ByField));
        app.MapGet("/api/v1/search/query", gate.ForBots(ByQuery));
    }

    /// <summary>The index keeps names in small letters, and takes the value as a pattern with * and ?.</summary>
    private static Reply ByField(Question question)
    {
        var field = question.Query("fieldName");
        var value = question.Query("fieldValue");
        return Hits(Index(question).Where(entity => entity[field]?.ToString() is { } text && FileSystemName.MatchesSimpleExpression(value, text)), question);
    }

    /// <summary>An entity is found when the query holds its name as a word.</summary>
    private static Reply ByQuery(Question question)
    {
        var words = (question.Query("q") + " " + question.Query("query_filter"))
            .Split(['"', ':', ' ', '\\', '*', '(', ')', '{', '}'], StringSplitOptions.RemoveEmptyEntries);
        return Hits(Index(question).Where(entity => words.Contains(entity["name"]?.ToString()) || words.Contains(entity["email"]?.ToString())), question);
    }

    private static IEnumerable<JsonObject> Index(Question question) => question.Query("index") switch
    {
        "table_search_index" => question.Catalog.Tables.All,
        "database_service_search_index" => question.Catalog.Services.All,
        "user_search_index" => question.Catalog.Users.All,
        "team_search_index" => question.Catalog.Teams.All,
        _ => [],
    };

    private static Reply Hits(IEnumerable<JsonObject> found, Question question)
    {
        var all = found.ToArray();
        var page = all.Skip(question.Number("from", 0)).Take(question.Number("size", 10));
        return Reply.Ok(new JsonObject
        {
            ["took"] = 1,
            ["timed_out"] = false,
            ["hits"] = new JsonObject
            {
                ["total"] = new JsonObject { ["value"] = all.Length, ["relation"] = "eq" },
                ["hits"] = new JsonArray([.. page.Select(Hit)]),
            },
        });
    }

    private static JsonObject Hit(JsonObject entity) => new()
    {
        ["_id"] = entity["id"]!.GetValue<string>(),
        ["_source"] = entity.DeepClone(),
    };
}
