using System.Text.Json.Nodes;
using Sandbox.Outside;

namespace Sandbox.OpenMetadata;

/// <summary>The server itself: version, health, status, and who is asking.</summary>
internal static class SystemRoutes
{
    public static void Map(WebApplication app, Gatekeeper gate)
    {
        app.MapGet("/api/v1/system/version", gate.Open(Version));
        app.MapGet("/api/v1/system/health", context => context.SendAsync(200, "text/plain", "OK"));
        app.MapGet("/api/v1/system/status", gate.ForBots(Status));
        app.MapGet("/api/v1/system/config/auth", gate.Open(_ => Reply.Ok(new JsonObject { ["provider"] = "basic" })));
        app.MapGet("/api/v1/system/config/authorizer", gate.Open(_ => Reply.Ok(new JsonObject { ["principalDomain"] = "open-metadata.org" })));
        app.MapGet("/api/v1/system/config/jwks", gate.Open(_ => Reply.Ok(new JsonObject { ["keys"] = new JsonArray() })));
        app.MapGet("/api/v1/users/loggedInUser", gate.ForBots(question => LoggedIn(gate.BotOf(question.Context)!)));
        app.MapGet("/api/v1/users/name/{name}", gate.ForBots(question => Named(question, question.Catalog.Users)));
        app.MapGet("/api/v1/teams/name/{name}", gate.ForBots(question => Named(question, question.Catalog.Teams)));
        app.MapGet("/api/v1/metadata/types/name/{name}", gate.ForBots(question =>
            question.World.ReadsBack ? Named(question, question.Catalog.Types) : Reply.NotFound("type", question.Route("name"))));
    }

    private static Reply Version(Question question) => Reply.Ok(new JsonObject
    {
        ["version"] = question.World.Version,
        ["revision"] = "0000000",
        ["timestamp"] = question.Now,
    });

    private static Reply Status(Question question) => Reply.Ok(new JsonObject
    {
        ["database"] = Passed("Connected"),
        ["searchInstance"] = Passed("Connected"),
        ["pipelineServiceClient"] = Passed("healthy"),
        ["jwks"] = Passed("Public keys available"),
        ["migrations"] = Passed("All migrations ran"),
    });

    private static JsonObject Passed(string message) => new() { ["passed"] = true, ["message"] = message };

    private static Reply LoggedIn(Bot bot) => Reply.Ok(new JsonObject
    {
        ["id"] = StableId.Of(bot.Name).ToString(),
        ["name"] = bot.Name,
        ["fullyQualifiedName"] = bot.Name,
        ["isBot"] = true,
        ["isAdmin"] = false,
        ["roles"] = new JsonArray(),
    });

    private static Reply Named(Question question, Shelf shelf) =>
        Reply.Maybe(shelf.Named(question.Route("name")), shelf.Kind, question.Route("name"));
}
