using Sandbox.DbtCloud;

namespace Operator.ApiTests.Outside;

/// <summary>The workflow document of a situation, with the files that it names beside it.</summary>
internal sealed class PlayedDocument(Situation situation, string folder)
{
    private static readonly Dictionary<string, string> Keys = new()
    {
        ["manifest.json"] = "dbtManifestFilePath",
        ["catalog.json"] = "dbtCatalogFilePath",
        ["run_results.json"] = "dbtRunResultsFilePath",
        ["sources.json"] = "dbtSourcesFilePath",
    };

    public string Write(Uri dbt, Uri metadata)
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
        var path = Path.Combine(folder, "workflow.yaml");
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
            File.WriteAllText(Path.Combine(folder, name), content);
            yield return $"        {Keys[name]}: {Path.Combine(folder, name)}";
        }

        if (situation.AbsentFile is { } absent)
        {
            yield return $"        {Keys[absent]}: /staged/{absent}";
        }
    }
}
