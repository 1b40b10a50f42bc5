using System.Globalization;

namespace Sandbox.OpenMetadata;

/// <summary>The states of a pipeline's runs, and their progress.</summary>
internal static class RunStateRoutes
{
    private const string Pipelines = "/api/v1/services/ingestionPipelines";

    public static void Map(WebApplication app, Gatekeeper gate)
    {
        app.MapPut(Pipelines + "/{name}/pipelineStatus", gate.ForBots(Write));
        app.MapGet(Pipelines + "/{name}/pipelineStatus", gate.ForBots(List));
        app.MapGet(Pipelines + "/{name}/pipelineStatus/{run}", gate.ForBots(Show));
        app.MapPut(Pipelines + "/progress/{name}/{run}", gate.ForBots(Progress));
    }

    private static Reply Write(Question question)
    {
        var name = question.Route("name");
        if (question.Catalog.Pipelines.Named(name) is null)
        {
            return Reply.NotFound("ingestionPipeline", name);
        }

        if (question.Sent["runId"] is null)
        {
            return Reply.BadRequest("runId must not be null");
        }

        question.Catalog.Runs.Say(name, question.Sent);
        return Reply.Ok(question.Sent);
    }

    /// <summary>Newest first, five unless told otherwise.</summary>
    private static Reply List(Question question)
    {
        var from = Bound(question, "startTs", long.MinValue);
        var to = Bound(question, "endTs", long.MaxValue);
        return question.Catalog.Pipelines.Named(question.Route("name")) is null
            ? Reply.NotFound("ingestionPipeline", question.Route("name"))
            : Reply.List(question.Catalog.Runs.LastOfEach(question.Route("name"))
                .Where(status => RunStates.At(status) >= from && RunStates.At(status) <= to)
                .Take(question.Number("limit", 5)));
    }

    /// <summary>A run that never said anything has no content; that is no error.</summary>
    private static Reply Show(Question question) =>
        question.Catalog.Runs.Last(question.Route("name"), question.Route("run")) is { } status ? Reply.Ok(status) : Reply.NoContent;

    private static Reply Progress(Question question)
    {
        question.Catalog.Progress.Add((question.Route("name"), question.Route("run"), question.Sent));
        return Reply.Created(question.Sent);
    }

    private static long Bound(Question question, string name, long otherwise) =>
        long.TryParse(question.Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var bound) ? bound : otherwise;
}
