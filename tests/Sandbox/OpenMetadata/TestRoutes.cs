using System.Text.Json.Nodes;

namespace Sandbox.OpenMetadata;

/// <summary>Test definitions, suites, cases and results.</summary>
internal static class TestRoutes
{
    private const string Quality = "/api/v1/dataQuality";

    public static void Map(WebApplication app, Gatekeeper gate)
    {
        MapShelf(app, gate, "/testDefinitions", catalog => catalog.TestDefinitions, question => Text(question.Sent, "name"));
        MapShelf(app, gate, "/testSuites", catalog => catalog.TestSuites, question => Text(question.Sent, "name"));
        MapShelf(app, gate, "/testCases", catalog => catalog.TestCases, question => CaseName(question.Sent));
        app.MapPost(Quality + "/testCases/testCaseResults/{name}", gate.ForBots(question => AddResult(question)));
        app.MapPut(Quality + "/testCases/{name}/testCaseResult", gate.ForBots(question => AddResult(question)));
        app.MapGet(Quality + "/testCases/testCaseResults/{name}", gate.ForBots(question =>
            Reply.List(question.Catalog.TestResults.Where(result => result.TestCase == question.Route("name")).Select(result => result.Result))));
    }

    private static void MapShelf(WebApplication app, Gatekeeper gate, string path, Func<Catalog, Shelf> shelf, Func<Question, string> fullName)
    {
        Reply Put(Question question)
        {
            var (entity, isNew) = shelf(question.Catalog).Put(fullName(question), question.Sent);
            return isNew || !question.World.ReadsBack ? Reply.Created(entity) : Reply.Ok(entity);
        }

        app.MapPut(Quality + path, gate.ForBots(Put));
        app.MapPost(Quality + path, gate.ForBots(Put));
        app.MapGet(Quality + path, gate.ForBots(question => Reply.List(
            shelf(question.Catalog).All.Where(entity => IsOf(entity, question)).Take(question.Number("limit", 10)).Select(entity => Shown(entity, question)))));
        app.MapGet(Quality + path + "/name/{name}", gate.ForBots(question => Reply.Maybe(
            question.World.ReadsBack ? shelf(question.Catalog).Named(question.Route("name")) : null, shelf(question.Catalog).Kind, question.Route("name"))));
    }

    /// <summary>Of the table that the link names; with includeAllTests of its columns as well.</summary>
    private static bool IsOf(JsonObject entity, Question question)
    {
        var link = question.Query("entityLink");
        var own = Text(entity, "entityLink");
        return link.Length == 0 || own == link || (question.Query("includeAllTests") == "true" && own.StartsWith(link.TrimEnd('>') + "::", StringComparison.Ordinal));
    }

    /// <summary>A case shows its newest result to who asks for that field.</summary>
    private static JsonObject Shown(JsonObject entity, Question question)
    {
        var shown = (JsonObject)entity.DeepClone();
        if (question.Query("fields").Split(',').Contains("testCaseResult")
            && question.Catalog.TestResults.LastOrDefault(result => result.TestCase == Text(entity, "fullyQualifiedName")).Result is { } result)
        {
            shown["testCaseResult"] = result.DeepClone();
        }

        return shown;
    }

    /// <summary>A case hangs below the table or column that its link names: &lt;#E::table::FQN::columns::NAME&gt;.</summary>
    private static string CaseName(JsonObject sent)
    {
        var link = Text(sent, "entityLink").TrimStart('<').TrimEnd('>').Split("::");
        var above = link.ElementAtOrDefault(2) ?? "";
        return link.ElementAtOrDefault(4) is { } column ? $"{above}.{column}.{Text(sent, "name")}" : $"{above}.{Text(sent, "name")}";
    }

    /// <summary>Results come for cases that other versions named elsewhere as well; they are kept under the name that was given.</summary>
    private static Reply AddResult(Question question)
    {
        question.Catalog.TestResults.Add((question.Route("name"), question.Sent));
        return Reply.Created(question.Sent);
    }

    private static string Text(JsonObject sent, string key) => sent[key]?.GetValue<string>() ?? "";
}
