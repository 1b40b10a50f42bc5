using System.Globalization;
using System.Text.Json.Nodes;
using Sandbox.DbtCloud;
using Sandbox.Ingestion;
using Sandbox.OpenMetadata;
using Sandbox.Outside;

namespace Operator.ApiTests.Outside;

/// <summary>Runs the stand-in of the ingestion in a situation and notes the outcome in the words of the recording.</summary>
internal sealed class PlayedCase(Situation situation, string version) : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Keys = new()
    {
        ["manifest.json"] = "dbtManifestFilePath",
        ["catalog.json"] = "dbtCatalogFilePath",
        ["run_results.json"] = "dbtRunResultsFilePath",
        ["sources.json"] = "dbtSourcesFilePath",
    };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ingestion-");

    public string Log { get; private set; } = "";

    public IReadOnlyList<SeenRequest> ToOpenMetadata { get; private set; } = [];

    public IReadOnlyList<SeenRequest> ToDbtCloud { get; private set; } = [];

    public int Exit { get; private set; }

    /// <summary>The last state that the run tried to write.</summary>
    public string LastState => ToOpenMetadata
        .Where(request => request.Method == "PUT" && request.Path.EndsWith("/pipelineStatus", StringComparison.Ordinal))
        .Select(request => JsonNode.Parse(request.Body)!["pipelineState"]!.GetValue<string>()).LastOrDefault("");

    public bool TokenWasSent => ToOpenMetadata.Any(request => request.Body.Contains(RecordedWorld.DbtToken, StringComparison.Ordinal));

    /// <summary>"5 Success, 1 Failed", or 0.</summary>
    public string TestResults
    {
        get
        {
            var counts = ToOpenMetadata.Where(request => request.Method == "POST" && request.Path.Contains("testCaseResults", StringComparison.Ordinal))
                .CountBy(request => JsonNode.Parse(request.Body)!["testCaseStatus"]!.GetValue<string>())
                .OrderBy(count => Array.IndexOf(["Success", "Failed", "Aborted"], count.Key))
                .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} {count.Key}")).ToArray();
            return counts.Length == 0 ? "0" : string.Join(", ", counts);
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var dbt = await DbtCloudServer.StartAsync(situation.DbtCloud(RecordedWorld.DbtCloud(TimeProvider.System.GetUtcNow())), cancellationToken: cancellationToken);
        await using var metadata = await OpenMetadataServer.StartAsync(situation.OpenMetadata(RecordedWorld.OpenMetadata(ServerVersion())), OpenMetadataServer.Options() with { Certificate = situation.Certificate }, cancellationToken);
        Arrange(dbt, metadata);
        using var stderr = new StringWriter();
        Exit = await IngestionProgram.RunAsync(["ingest", "-c", Document(dbt.Address, metadata.Api)], Environment(), stderr, version, cancellationToken);
        Log = stderr.ToString();
        ToDbtCloud = dbt.Requests.All;
        ToOpenMetadata = metadata.Requests.All;
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private void Arrange(DbtCloudServer dbt, OpenMetadataServer metadata)
    {
        foreach (var fault in situation.DbtFaults)
        {
            dbt.Faults.Add(fault);
        }

        foreach (var fault in situation.OpenMetadataFaults)
        {
            metadata.Faults.Add(fault);
        }

        if (situation.RedirectsToOtherHost)
        {
            dbt.Faults.Add(Fault.RedirectTo(new Uri($"http://localhost:{dbt.Address.Port}")));
        }

        if (situation.PipelineExists)
        {
            RecordedPipeline.CreateIn(metadata.Catalog);
        }
    }

    private Dictionary<string, string> Environment() => new(situation.Variables)
    {
        ["DBT_CLOUD_TOKEN"] = situation.DbtToken,
        ["OPENMETADATA_JWT_TOKEN"] = RecordedWorld.Bot.Token,
        ["PIPELINE_RUN_ID"] = situation.RunId,
    };

    private string Document(Uri dbt, Uri metadata)
    {
        var text = $$$"""
            source:
              type: dbt
              serviceName: {{{RecordedWorld.Service}}}
              sourceConfig:
                config:
                  type: DBT
                  dbtConfigSource:
            {{{Source(dbt)}}}
                  dbtUpdateDescriptions: true
                  dbtUpdateOwners: true
                  includeTags: true
                  dbtClassificationName: dbtTags
            sink: {type: metadata-rest, config: {}}
            workflowConfig:
              loggerLevel: INFO
              openMetadataServerConfig:
                hostPort: {{{metadata}}}
                authProvider: openmetadata
                securityConfig: {jwtToken: '${OPENMETADATA_JWT_TOKEN}'}
            ingestionPipelineFQN: {{{RecordedWorld.Pipeline}}}
            pipelineRunId: '${PIPELINE_RUN_ID}'
            """.ReplaceLineEndings("\n");
        var path = Path.Combine(folder.FullName, "workflow.yaml");
        File.WriteAllText(path, situation.Document(text));
        return path;
    }

    private string Source(Uri dbt) => situation.LocalFiles is { } files
        ? string.Join('\n', Local(files))
        : $$"""
                    dbtConfigType: cloud
                    dbtCloudAuthToken: '${DBT_CLOUD_TOKEN}'
                    dbtCloudAccountId: "{{RecordedWorld.AccountId}}"
                    dbtCloudProjectId: "{{DemoWorld.MartsProject}}"
                    dbtCloudJobId: "{{DemoWorld.MartsJob}}"
                    dbtCloudUrl: {{dbt}}
            """.ReplaceLineEndings("\n");

    private IEnumerable<string> Local(IReadOnlyDictionary<string, string> files)
    {
        yield return "        dbtConfigType: local";
        foreach (var (name, content) in files)
        {
            File.WriteAllText(Path.Combine(folder.FullName, name), content);
            yield return $"        {Keys[name]}: {Path.Combine(folder.FullName, name)}";
        }

        if (situation.AbsentFile is { } absent)
        {
            yield return $"        {Keys[absent]}: /staged/{absent}";
        }
    }

    /// <summary>The server of a client's version lacks the client's fourth number.</summary>
    private string ServerVersion() => version[..version.LastIndexOf('.')];
}
