using System.Text.Json;
using System.Text.Json.Nodes;
using Sandbox.Outside;

namespace Sandbox.OpenMetadata;

/// <summary>Checks the bot's token, reads the body, and lets a route answer while the catalog is locked.</summary>
internal sealed class Gatekeeper(OpenMetadataWorld world, Catalog catalog, TimeProvider time)
{
    private OpenMetadataWorld world = world;

    public OpenMetadataWorld World => Volatile.Read(ref world);

    public void Change(Func<OpenMetadataWorld, OpenMetadataWorld> change) => Volatile.Write(ref world, change(World));

    /// <summary>For everyone: version, health and the authentication's settings.</summary>
    public RequestDelegate Open(Func<Question, Reply> route) => context => AnswerAsync(context, route);

    public RequestDelegate ForBots(Func<Question, Reply> route) => context =>
        Refuse(FrontDesk.BearerOf(context)) is { } refusal ? SendAsync(context, refusal) : AnswerAsync(context, route);

    public Bot? BotOf(HttpContext context) => World.Bots.FirstOrDefault(bot => bot.Token == FrontDesk.BearerOf(context));

    private Reply? Refuse(string? token) => World.Bots.FirstOrDefault(bot => bot.Token == token) switch
    {
        _ when token is null => Reply.Error(401, "Not Authorized! Token not present"),
        null => Reply.Error(401, "Not Authorized! Invalid token"),
        { Expires: { } end } when end <= time.GetUtcNow() => Reply.Error(401, "Not Authorized! Expired token!"),
        _ => null,
    };

    private async Task AnswerAsync(HttpContext context, Func<Question, Reply> route)
    {
        JsonNode? body;
        try
        {
            body = context.Request.ContentLength is 0 or null && !HttpMethods.IsPut(context.Request.Method) && !HttpMethods.IsPost(context.Request.Method)
                ? null
                : await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        }
        catch (JsonException)
        {
            await SendAsync(context, Reply.BadRequest("Unable to process JSON"));
            return;
        }

        await SendAsync(context, Answer(new Question(context, catalog, World, body, time), route));
    }

    private Reply Answer(Question question, Func<Question, Reply> route)
    {
        lock (catalog.Gate)
        {
            return route(question);
        }
    }

    private static Task SendAsync(HttpContext context, Reply reply)
    {
        if (reply.Body is { } body)
        {
            return context.SendAsync(reply.Status, body);
        }

        context.Response.StatusCode = reply.Status;
        return Task.CompletedTask;
    }
}
