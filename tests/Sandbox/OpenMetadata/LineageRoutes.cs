using System.Text.Json.Nodes;

namespace Sandbox.OpenMetadata;

/// <summary>Lineage by the tables' ids, as versions 1 write it, and by their names, as version 2 does.</summary>
internal static class LineageRoutes
{
    private const string Lineage = "/api/v1/lineage";
    private const string ByName = "/table/name/{from}/table/name/{to}";

    public static void Map(WebApplication app, Gatekeeper gate)
    {
        app.MapPut(Lineage, gate.ForBots(Put));
        app.MapPut(Lineage + ByName, gate.ForBots(PutByName));
        app.MapMethods(Lineage + "/table/{from:guid}/table/{to:guid}", ["PATCH"], gate.ForBots(Patch));
        app.MapGet(Lineage + "/getLineageEdge/{from:guid}/{to:guid}", gate.ForBots(question => Edge(question, question.Route("from"), question.Route("to"))));
        app.MapGet(Lineage + "/getLineageEdge" + ByName, gate.ForBots(question => Edge(question, Id(question, "from"), Id(question, "to"))));
        app.MapGet(Lineage + "/table/{id:guid}", gate.ForBots(question => Around(question, question.Catalog.Tables.WithId(question.Route("id")))));
        app.MapGet(Lineage + "/table/name/{name}", gate.ForBots(question => Around(question, question.Catalog.Tables.Named(question.Route("name")))));
        app.MapDelete(Lineage + "/table/{id:guid}/type/{source}", gate.ForBots(question => Delete(question, question.Route("id"))));
        app.MapDelete(Lineage + "/table/name/{name}/type/{source}", gate.ForBots(question => Delete(question, Id(question, "name"))));
    }

    private static Reply Put(Question question)
    {
        var edge = question.Sent["edge"];
        var from = edge?["fromEntity"]?["id"]?.GetValue<string>() ?? "";
        var to = edge?["toEntity"]?["id"]?.GetValue<string>() ?? "";
        return Write(question, from, to, edge?["lineageDetails"]);
    }

    private static Reply PutByName(Question question) => Write(question, Id(question, "from"), Id(question, "to"), question.Sent);

    private static Reply Write(Question question, string from, string to, JsonNode? details)
    {
        if (question.Catalog.Tables.WithId(from) is null || question.Catalog.Tables.WithId(to) is null)
        {
            return Reply.NotFound("table", question.Catalog.Tables.WithId(from) is null ? from : to);
        }

        question.Catalog.Lineage.Put(from, to, details);
        return Reply.Ok(question.Catalog.Lineage.Edge(from, to)!);
    }

    private static Reply Patch(Question question)
    {
        if (!question.Catalog.Lineage.Edges.TryGetValue((question.Route("from"), question.Route("to")), out var details))
        {
            return Reply.NotFound("lineage", $"{question.Route("from")} - {question.Route("to")}");
        }

        JsonPatching.Apply(details, question.Body!.AsArray());
        return Reply.Ok(details);
    }

    private static Reply Edge(Question question, string from, string to) =>
        Reply.Maybe(question.World.ReadsBack ? question.Catalog.Lineage.Edge(from, to) : null, "lineage", $"{from} - {to}");

    private static Reply Around(Question question, JsonObject? table) =>
        table is null ? Reply.NotFound("table", question.Route("id")) : Reply.Ok(question.Catalog.Lineage.Around(table));

    private static Reply Delete(Question question, string id)
    {
        question.Catalog.Lineage.RemoveTo(id, question.Route("source"));
        return question.Catalog.Tables.WithId(id) is { } table ? Reply.Ok(table) : Reply.NotFound("table", id);
    }

    private static string Id(Question question, string part) =>
        question.Catalog.Tables.Named(question.Route(part))?["id"]?.GetValue<string>() ?? "";
}
