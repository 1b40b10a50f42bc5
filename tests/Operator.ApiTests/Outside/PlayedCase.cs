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
        Exit = await IngestionProgram.RunAsync(["ingest", "-c", new PlayedDocument(situation, folder.FullName).Write(dbt.Address, metadata.Api)], Environment(), stderr, version, cancellationToken);
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

    /// <summary>The server of a client's version lacks the client's fourth number.</summary>
    private string ServerVersion() => version[..version.LastIndexOf('.')];
}
