using System.Globalization;
using System.Text.Json.Nodes;

namespace Sandbox.Ingestion;

/// <summary>Asks dbt Cloud as the real package does: the newest finished run, whatever its outcome, and three artifacts; no retries.</summary>
internal sealed class CloudFiles(Workflow workflow, PlayedVersion version, IngestionLog log, RestClient dbt)
{
    private readonly string account = Workflow.Text(workflow.ConfigSource, "dbtCloudAccountId")!;

    public async Task<DbtFilesOutcome> FetchAsync(CancellationToken cancellationToken)
    {
        var answer = await dbt.GetAsync($"/api/v2/accounts/{account}/runs?{Query()}", cancellationToken);
        if (Refused(answer) is { } sentence)
        {
            return DbtFilesOutcome.Fail(sentence);
        }

        if (answer.Body!["data"] is not JsonArray { Count: > 0 } runs)
        {
            return DbtFilesOutcome.Fail(NoRun());
        }

        var run = runs[0]!.AsObject();
        if (new[] { "finished_at_humanized", "duration_humanized" }.FirstOrDefault(key => !run.ContainsKey(key)) is { } missing)
        {
            return DbtFilesOutcome.Fail($"Error fetching dbt files from dbt Cloud: '{missing}'");
        }

        var id = run["id"]!.GetValue<long>();
        log.Info("OMetaAPI", log.Places.Run, $"Retrieved last completed run [{id}]: Finished {run["finished_at_humanized"]} (duration: {run["duration_humanized"]})");
        return await FetchArtifactsAsync(id, run, cancellationToken);
    }

    private async Task<DbtFilesOutcome> FetchArtifactsAsync(long run, JsonObject shape, CancellationToken cancellationToken)
    {
        var catalog = await ArtifactAsync(run, "catalog.json", cancellationToken);
        if (catalog.Trouble is { } trouble)
        {
            log.Warning("Ingestion", log.Places.Failure, $"dbt catalog file not found for run {run}, skipping catalog: {trouble}");
        }

        var manifest = await ArtifactAsync(run, "manifest.json", cancellationToken);
        if (manifest.Trouble is { } broken)
        {
            log.Warning("OMetaAPI", log.Places.Client, $"Transport failure calling [{dbt.Root}/api/v2/accounts/{account}/runs/{run}/artifacts/manifest.json] with method [GET]: {broken}");
            return DbtFilesOutcome.Fail($"Manifest artifact not found for run {run}. Please ensure the dbt job generates artifacts.");
        }

        var results = await ResultsAsync(run, shape, cancellationToken);
        return manifest is { IsGood: true, Body: JsonObject content }
            ? DbtFilesOutcome.Of(new DbtFiles(content, catalog.IsGood ? catalog.Body as JsonObject : null, results, null))
            : DbtFilesOutcome.Fail("Manifest file not found in dbt Cloud. Please ensure your dbt job generates artifacts.");
    }

    /// <summary>Version 2 asks for the results of each step that the run names; before, there are those of the last step only.</summary>
    private async Task<IReadOnlyList<JsonObject>> ResultsAsync(long run, JsonObject shape, CancellationToken cancellationToken)
    {
        var steps = version.Family == Family.Two && shape["run_steps"] is JsonArray { Count: > 0 } named
            ? named.Select(step => string.Create(CultureInfo.InvariantCulture, $"run_results.json?step={step!["index"]!.GetValue<int>()}")).ToArray()
            : ["run_results.json"];
        List<JsonObject> results = [];
        foreach (var step in steps)
        {
            if (await ArtifactAsync(run, step, cancellationToken) is { IsGood: true, Body: JsonObject found })
            {
                results.Add(found);
            }
        }

        return results;
    }

    private Task<Answer> ArtifactAsync(long run, string path, CancellationToken cancellationToken) =>
        dbt.GetAsync($"/api/v2/accounts/{account}/runs/{run}/artifacts/{path}", cancellationToken);

    private string Query()
    {
        List<string> parts = ["order_by=-finished_at", "limit=1", "status__in=" + Uri.EscapeDataString("[10,20]")];
        if (version.Family == Family.Two)
        {
            parts.Add("include_related=" + Uri.EscapeDataString("""["run_steps"]"""));
        }

        parts.AddRange(Id("dbtCloudProjectId") is { } project ? ["project_id=" + project] : []);
        parts.AddRange(Id("dbtCloudJobId") is { } job ? ["job_definition_id=" + job] : []);
        return string.Join('&', parts);
    }

    /// <summary>The error body of dbt Cloud is not understood: most refusals look like the absence of runs.</summary>
    private string? Refused(Answer answer)
    {
        if (answer.NoConnection)
        {
            return $"Unable to connect to dbt Cloud at '{Workflow.Text(workflow.ConfigSource, "dbtCloudUrl")}'. Please verify the URL is correct and accessible.";
        }

        if (answer.Status == 429)
        {
            log.Error("OMetaAPI", log.Places.RateLimit, $"Feature limit exceeded for {dbt.Root}/api/v2/accounts/{account}/runs");
            return "Error connecting to dbt Cloud: ";
        }

        if (!answer.IsGood)
        {
            return version.Family == Family.Two ? NoUsableResponse() : NoRun();
        }

        return answer.Body is JsonObject ? null : "Error fetching dbt files from dbt Cloud: 'Response' object has no attribute 'get'";
    }

    private string NoRun() =>
        $"No completed dbt runs found for project ID '{Id("dbtCloudProjectId") ?? "None"}' and job ID '{Id("dbtCloudJobId") ?? "None"}'. Please verify these IDs exist and have completed runs.";

    private string NoUsableResponse() =>
        $"No usable response from dbt Cloud for account '{account}'. The API returned an error the client could not classify, so the status was not preserved. Possible causes: the account ID is wrong, the project or job ID is wrong, the auth token is invalid, expired, or lacks 'Account Viewer' permission, or dbt Cloud rate-limited the request and the answer was lost.";

    private string? Id(string key) => Workflow.Text(workflow.ConfigSource, key) is { Length: > 0 } id ? id : null;
}
