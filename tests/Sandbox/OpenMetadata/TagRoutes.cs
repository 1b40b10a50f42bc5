namespace Sandbox.OpenMetadata;

/// <summary>Classifications and the tags below them.</summary>
internal static class TagRoutes
{
    public static void Map(WebApplication app, Gatekeeper gate)
    {
        app.MapPut("/api/v1/classifications", gate.ForBots(question => Put(question.Catalog.Classifications, question, Name(question))));
        app.MapGet("/api/v1/classifications/name/{name}", gate.ForBots(question => Show(question.Catalog.Classifications, question)));
        app.MapPut("/api/v1/tags", gate.ForBots(question =>
            Put(question.Catalog.Tags, question, FullName.Join(question.Sent["classification"]?.GetValue<string>() ?? "", Name(question)))));
        app.MapGet("/api/v1/tags/name/{name}", gate.ForBots(question => Show(question.Catalog.Tags, question)));
    }

    private static string Name(Question question) => question.Sent["name"]?.GetValue<string>() ?? "";

    private static Reply Put(Shelf shelf, Question question, string fullName)
    {
        if (Name(question).Length == 0)
        {
            return Reply.BadRequest("[name must not be null]");
        }

        var (entity, isNew) = shelf.Put(fullName, question.Sent);
        return isNew || !question.World.ReadsBack ? Reply.Created(entity) : Reply.Ok(entity);
    }

    private static Reply Show(Shelf shelf, Question question) =>
        Reply.Maybe(question.World.ReadsBack ? shelf.Named(question.Route("name")) : null, shelf.Kind, question.Route("name"));
}
