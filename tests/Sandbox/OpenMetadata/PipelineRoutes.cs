using System.Text.Json.Nodes;

namespace Sandbox.OpenMetadata;

/// <summary>Ingestion pipelines: read, create or update, patch, delete. Secrets are masked when read.</summary>
internal static class PipelineRoutes
{
    private const string Pipelines = "/api/v1/services/ingestionPipelines";
    private static readonly string[] Required = ["name", "service", "pipelineType", "sourceConfig", "airflowConfig"];

    public static void Map(WebApplication app, Gatekeeper gate)
    {
        app.MapGet(Pipelines, gate.ForBots(List));
        app.MapGet(Pipelines + "/name/{name}", gate.ForBots(question => Show(question.Catalog.Pipelines.Named(question.Route("name")), question.Route("name"))));
        app.MapGet(Pipelines + "/{id:guid}", gate.ForBots(question => Show(question.Catalog.Pipelines.WithId(question.Route("id")), question.Route("id"))));
        app.MapPut(Pipelines, gate.ForBots(Put));
        app.MapPost(Pipelines, gate.ForBots(Create));
        app.MapMethods(Pipelines + "/{id:guid}", ["PATCH"], gate.ForBots(Patch));
        app.MapDelete(Pipelines + "/{id:guid}", gate.ForBots(Delete));
    }

    private static Reply List(Question question) => Reply.Page(
        question.Catalog.Pipelines.All
            .Where(pipeline => question.Query("service") is not { Length: > 0 } service || pipeline["service"]?["fullyQualifiedName"]?.GetValue<string>() == FullName.Join(service))
            .Where(pipeline => question.Query("pipelineType") is not { Length: > 0 } type || pipeline["pipelineType"]?.GetValue<string>() == type)
            .Select(Masked),
        question);

    private static Reply Show(JsonObject? pipeline, string name) =>
        Reply.Maybe(pipeline is null ? null : Masked(pipeline), "ingestionPipeline", name);

    private static Reply Put(Question question) => Write(question, mayExist: true);

    private static Reply Create(Question question) => Write(question, mayExist: false);

    private static Reply Write(Question question, bool mayExist)
    {
        var sent = question.Sent;
        if (Required.FirstOrDefault(key => sent[key] is null) is { } missing)
        {
            return Reply.BadRequest($"[query param {missing} must not be null]");
        }

        var id = sent["service"]!["id"]?.GetValue<string>() ?? "";
        if (question.Catalog.Services.WithId(id) is not { } service)
        {
            return Reply.NotFound("databaseService", id);
        }

        var entity = (JsonObject)sent.DeepClone();
        entity["service"] = question.Catalog.Services.Reference(service);
        var name = FullName.Join(service["fullyQualifiedName"]!.GetValue<string>(), sent["name"]!.GetValue<string>());
        if (!mayExist && question.Catalog.Pipelines.Named(name) is not null)
        {
            return Reply.Error(409, "Entity already exists");
        }

        entity["enabled"] ??= true;
        entity["deployed"] ??= false;
        var (pipeline, isNew) = question.Catalog.Pipelines.Put(name, entity);
        return isNew ? Reply.Created(Masked(pipeline)) : Reply.Ok(Masked(pipeline));
    }

    private static Reply Patch(Question question)
    {
        if (question.Catalog.Pipelines.WithId(question.Route("id")) is not { } pipeline)
        {
            return Reply.NotFound("ingestionPipeline", question.Route("id"));
        }

        JsonPatching.Apply(pipeline, question.Body!.AsArray());
        return Reply.Ok(Masked(pipeline));
    }

    private static Reply Delete(Question question) =>
        question.Catalog.Pipelines.Remove(question.Route("id"))
            ? Reply.Ok(new JsonObject { ["id"] = question.Route("id"), ["deleted"] = true })
            : Reply.NotFound("ingestionPipeline", question.Route("id"));

    private static JsonObject Masked(JsonObject pipeline)
    {
        var shown = (JsonObject)pipeline.DeepClone();
        if (shown["sourceConfig"]?["config"]?["dbtConfigSource"] is JsonObject source && source.ContainsKey("dbtCloudAuthToken"))
        {
            source["dbtCloudAuthToken"] = "*********";
        }

        return shown;
    }
}
