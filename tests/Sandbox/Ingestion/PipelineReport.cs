using System.Text.Json.Nodes;
using Sandbox.OpenMetadata;

namespace Sandbox.Ingestion;

/// <summary>Tells OpenMetadata about the run: gets or creates the pipeline, says running, says how it ended.</summary>
internal sealed class PipelineReport(RunContext run)
{
    private const string Pipelines = "/v1/services/ingestionPipelines";
    private readonly string? fullName = run.Workflow.PipelineFullName;
    private readonly long started = run.Time.GetUtcNow().ToUnixTimeMilliseconds();
    private JsonObject? pipeline;

    public bool IsKnown => pipeline is not null;

    private string Path => $"{Pipelines}/{Uri.EscapeDataString(fullName!)}/pipelineStatus";

    /// <summary>Asked again whenever it is needed and was not there: a refusal is never remembered.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (fullName is null || pipeline is not null)
        {
            return;
        }

        var found = await run.Server.GetAsync($"{Pipelines}/name/{Uri.EscapeDataString(fullName)}", cancellationToken);
        pipeline = found.Entity;
        if (found.Status == 404)
        {
            await CreateAsync(cancellationToken);
        }
        else if (pipeline is null)
        {
            Complain(found);
        }
    }

    public Task SayRunningAsync(CancellationToken cancellationToken) => SayAsync("running", null, cancellationToken);

    public async Task SayEndAsync(string state, CancellationToken cancellationToken)
    {
        await EnsureAsync(cancellationToken);
        await SayAsync(state, new JsonArray(run.Source.Status(), run.Sink.Status()), cancellationToken);
        await ProgressAsync("PIPELINE_COMPLETE", cancellationToken);
    }

    /// <summary>Only version 2 shows how far it is.</summary>
    public async Task ProgressAsync(string update, CancellationToken cancellationToken)
    {
        if (run.Family != Family.Two || fullName is null)
        {
            return;
        }

        await EnsureAsync(cancellationToken);
        if (pipeline is not null)
        {
            await run.Server.CallAsync("PUT", $"{Pipelines}/progress/{Uri.EscapeDataString(fullName)}/{run.Workflow.RunId}", new JsonObject
            {
                ["runId"] = run.Workflow.RunId,
                ["timestamp"] = run.Time.GetUtcNow().ToUnixTimeMilliseconds(),
                ["updateType"] = update,
                ["globalCounters"] = new JsonArray(),
            }, cancellationToken);
        }
    }

    /// <summary>A run that the server does not answer for with 200 or 204 is never written.</summary>
    private async Task SayAsync(string state, JsonArray? steps, CancellationToken cancellationToken)
    {
        if (pipeline is null)
        {
            return;
        }

        var before = await run.Server.GetAsync($"{Path}/{run.Workflow.RunId}", cancellationToken);
        var said = before.IsGood ? await run.Server.CallAsync("PUT", Path, Status(state, steps), cancellationToken) : before;
        if (!said.IsGood)
        {
            run.Log.Error("OMetaAPI", run.Log.Places.Pipeline, $"Error trying to write the status of the Ingestion Pipeline due to [{said.Message}]");
        }
    }

    private JsonObject Status(string state, JsonArray? steps)
    {
        var status = new JsonObject
        {
            ["runId"] = run.Workflow.RunId,
            ["pipelineState"] = state,
            ["startDate"] = started,
            ["timestamp"] = started,
        };
        if (steps is not null)
        {
            status["endDate"] = run.Time.GetUtcNow().ToUnixTimeMilliseconds();
            status["status"] = steps;
        }

        status["config"] = new JsonObject();
        return status;
    }

    /// <summary>Sends the source's settings as they are, the dbt token among them.</summary>
    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        var service = (await run.Server.GetAsync($"/v1/services/databaseServices/name/{Uri.EscapeDataString(run.Workflow.Service)}", cancellationToken)).Entity;
        if (service is null)
        {
            return;
        }

        var created = await run.Server.CallAsync("PUT", Pipelines, new JsonObject
        {
            ["name"] = FullName.Split(fullName!)[^1],
            ["pipelineType"] = "dbt",
            ["sourceConfig"] = new JsonObject { ["config"] = run.Workflow.Pipeline.DeepClone() },
            ["airflowConfig"] = new JsonObject(),
            ["service"] = new JsonObject { ["id"] = service["id"]!.GetValue<string>(), ["type"] = "databaseService" },
            ["enableStreamableLogs"] = false,
        }, cancellationToken);
        pipeline = created.Entity;
        if (pipeline is null)
        {
            Complain(created);
        }
    }

    private void Complain(Answer answer) =>
        run.Log.Error("Ingestion", run.Log.Places.Pipeline, $"Error trying to get or create the Ingestion Pipeline due to [{answer.Message}]");
}
