namespace Sandbox.OpenMetadata;

/// <summary>Database services and the tables below them.</summary>
internal static class ServiceRoutes
{
    private const string Services = "/api/v1/services/databaseServices";
    private const string Tables = "/api/v1/tables";

    public static void Map(WebApplication app, Gatekeeper gate)
    {
        app.MapGet(Services, gate.ForBots(question => Reply.Page(question.Catalog.Services.All, question)));
        app.MapGet(Services + "/name/{name}", gate.ForBots(question =>
            Reply.Maybe(question.Catalog.Services.Named(FullName.Join(question.Route("name"))), "databaseService", question.Route("name"))));
        app.MapGet(Services + "/{id:guid}", gate.ForBots(question =>
            Reply.Maybe(question.Catalog.Services.WithId(question.Route("id")), "databaseService", question.Route("id"))));
        app.MapGet(Tables, gate.ForBots(ListTables));
        app.MapGet(Tables + "/name/{name}", gate.ForBots(question =>
            Reply.Maybe(question.Catalog.Tables.Named(question.Route("name")), "table", question.Route("name"))));
        app.MapGet(Tables + "/{id:guid}", gate.ForBots(question =>
            Reply.Maybe(question.Catalog.Tables.WithId(question.Route("id")), "table", question.Route("id"))));
        app.MapMethods(Tables + "/{id:guid}", ["PATCH"], gate.ForBots(PatchTable));
        app.MapPut(Tables + "/{id:guid}/dataModel", gate.ForBots(PutDataModel));
    }

    /// <summary>Below the full name that "database" gives, a service's just as well; the server knows no other filter of this kind.</summary>
    private static Reply ListTables(Question question)
    {
        var below = question.Query("database") is { Length: > 0 } database ? database + "." : "";
        return Reply.Page(
            question.Catalog.Tables.All.Where(table => table["fullyQualifiedName"]!.GetValue<string>().StartsWith(below, StringComparison.Ordinal)), question);
    }

    private static Reply PatchTable(Question question)
    {
        if (question.Catalog.Tables.WithId(question.Route("id")) is not { } table)
        {
            return Reply.NotFound("table", question.Route("id"));
        }

        JsonPatching.Apply(table, question.Body!.AsArray());
        return Reply.Ok(table);
    }

    private static Reply PutDataModel(Question question)
    {
        if (question.Catalog.Tables.WithId(question.Route("id")) is not { } table)
        {
            return Reply.NotFound("table", question.Route("id"));
        }

        table["dataModel"] = question.Sent.DeepClone();
        return Reply.Ok(table);
    }
}
