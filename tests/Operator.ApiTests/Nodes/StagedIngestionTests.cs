using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Operator.ApiTests.Outside;
using Sandbox.Controllers;
using Sandbox.Nodes;
using Sandbox.OpenMetadata;
using Xunit;

namespace Operator.ApiTests.Nodes;

/// <summary>A whole pod of a staged run: one container brings the artifacts, the next ingests them from its own paths, with a private CA.</summary>
public sealed class StagedIngestionTests : IAsyncLifetime
{
    private readonly X509Certificate2 _certificate = PrivateCertificate.Create();
    private OpenMetadataServer _metadata = null!;

    public async ValueTask InitializeAsync() =>
        _metadata = await OpenMetadataServer.StartAsync(OpenMetadataWorld.Demo(), OpenMetadataServer.Options() with { Certificate = _certificate }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _metadata.DisposeAsync();
        _certificate.Dispose();
    }

    [Fact]
    public async Task What_the_first_container_brought_the_second_ingests()
    {
        var pod = await RunAsync(new PlayedFetch { Files = StagedFiles.OfSteps(skipped: null), Message = """{"run":"777"}""" });

        Assert.Equal(("Succeeded", """{"run":"777"}"""), (pod.Text("status", "phase"), pod["status"]!["initContainerStatuses"]![0].Text("state", "terminated", "message")));
        Assert.Equal("One row per customer with what they spent.", _metadata.Catalog.Tables.Named("production-snowflake.analytics.marts.customers")!.Text("description"));
        Assert.Equal(6, _metadata.Catalog.TestResults.Count);
    }

    [Fact]
    public async Task A_mark_makes_it_a_run_without_ingestion()
    {
        var pod = await RunAsync(new PlayedFetch { Skips = true });

        Assert.Equal("Succeeded", pod.Text("status", "phase"));
        Assert.Empty(_metadata.Requests.All);
    }

    [Fact]
    public async Task A_file_that_was_not_brought_is_missed_by_the_name_that_the_document_gives_it()
    {
        var pod = await RunAsync(new PlayedFetch { Files = StagedFiles.Only("manifest.json") });

        Assert.Equal("Failed", pod.Text("status", "phase"));
        Assert.Contains("Error reading file [/artifacts/catalog.json] locally", pod["status"]!["containerStatuses"]![0].Text("state", "terminated", "message"), StringComparison.Ordinal);
    }

    private async Task<JsonObject> RunAsync(PlayedFetch fetch)
    {
        var programs = Programs.OfTheSandbox(Path.Combine(AppContext.BaseDirectory, "sandbox"), "").WithVerb(PlayedFetch.Verb, fetch.Program);
        await using var world = await NodeWorld.StartAsync(programs);
        return (await world.LifeAsync(Pod().ToJsonString()))[^1];
    }

    private JsonObject Pod()
    {
        var pod = JsonNode.Parse(
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"restartPolicy":"Never",
             "initContainers":[{"name":"fetch-artifacts","image":"operator:1","args":["fetch-artifacts"],"volumeMounts":[{"name":"artifacts","mountPath":"/artifacts"}]}],
             "containers":[{"name":"ingestion","image":"docker.getcollate.io/openmetadata/ingestion-base:1.13.6","terminationMessagePolicy":"FallbackToLogsOnError",
               "command":["sh","-c","[ -e /artifacts/skip ] || exec metadata ingest -c /workflow/workflow.yaml"],
               "volumeMounts":[{"name":"workflow","mountPath":"/workflow","readOnly":true},{"name":"artifacts","mountPath":"/artifacts","readOnly":true}]}],
             "volumes":[{"name":"artifacts","emptyDir":{"sizeLimit":"1Gi"}},{"name":"workflow","downwardAPI":{"items":[
               {"path":"workflow.yaml","fieldRef":{"fieldPath":"metadata.annotations['example.com/workflow']"}},{"path":"ca-bundle.crt","fieldRef":{"fieldPath":"metadata.annotations['example.com/ca']"}}]}}]}}
            """)!.AsObject();
        pod["metadata"]!["annotations"] = new JsonObject { ["example.com/workflow"] = Document(), ["example.com/ca"] = _certificate.ExportCertificatePem() };
        return pod;
    }

    private string Document() => $$"""
        source:
          type: dbt
          serviceName: production-snowflake
          sourceConfig:
            config:
              type: DBT
              dbtConfigSource:
                dbtConfigType: local
                dbtManifestFilePath: /artifacts/manifest.json
                dbtCatalogFilePath: /artifacts/catalog.json
                dbtRunResultsFilePath: /artifacts/run_results.json
                dbtSourcesFilePath: /artifacts/sources.json
              dbtUpdateDescriptions: true
        sink: {type: metadata-rest, config: { } }
        workflowConfig:
          openMetadataServerConfig:
            hostPort: {{_metadata.Api}}
            authProvider: openmetadata
            verifySSL: validate
            sslConfig: {caCertificate: /workflow/ca-bundle.crt}
            securityConfig: {jwtToken: '{{_metadata.World.Bots[0].Token}}'}
        """;
}
