using Operator.Resource;

namespace Operator.Plan;

/// <summary>
/// Renders the file that OpenMetadata's ingestion runs. Tokens are named, not written: the ingestion expands the variables. Older
/// images reject keys that they do not know, so an optional key appears only when it is set.
/// </summary>
internal static class WorkflowDocument
{
    public const string FileName = "workflow.yaml";

    private static readonly string CaCertificatePath = $"{OwnNames.CaBundlePath}/{Defaults.CaBundleKey}";

    public static string Render(DbtCloudIngestion ingestion, Selection selection, PlanOptions options)
    {
        var spec = ingestion.Spec!;
        var yaml = new YamlText()
            .Map("source", source => source
                .Text("type", "dbt")
                .Text("serviceName", spec.OpenMetadata?.DatabaseService)
                .Map("sourceConfig", sourceConfig => sourceConfig
                    .Map("config", config => Source(config, spec, selection))))
            .Map("sink", sink => sink
                .Text("type", "metadata-rest")
                .EmptyMap("config"))
            .Map("workflowConfig", workflow => workflow
                .Text("loggerLevel", spec.Options?.LogLevel ?? Defaults.LogLevel)
                .Number("successThreshold", spec.Options?.SuccessThreshold)
                .Map("openMetadataServerConfig", server => Server(server, spec.OpenMetadata!)));

        if (spec.OpenMetadata?.ReportRuns ?? true)
        {
            yaml.Text("ingestionPipelineFQN", PipelineName.Of(ingestion, selection, options))
                .Text("pipelineRunId", Variable(OwnNames.RunIdVariable));
        }

        return yaml.ToString();
    }

    private static void Source(YamlText config, IngestionSpec spec, Selection selection)
    {
        var options = spec.Options ?? new OptionsSpec();
        config.Text("type", "DBT")
            .Map("dbtConfigSource", source => source
                .Text("dbtConfigType", "cloud")
                .Text("dbtCloudAuthToken", Variable(OwnNames.DbtTokenVariable))
                .Text("dbtCloudAccountId", spec.Account?.Id?.Digits)
                .Text("dbtCloudProjectId", selection.ProjectId?.Digits)
                .Text("dbtCloudJobId", selection.JobId?.Digits)
                .Text("dbtCloudUrl", Addresses.DbtCloud(spec.Account)))
            .Flag("dbtUpdateDescriptions", options.UpdateDescriptions ?? true)
            .Flag("dbtUpdateOwners", options.UpdateOwners ?? true)
            .Flag("includeTags", options.IncludeTags ?? true)
            .Text("dbtClassificationName", options.ClassificationName ?? Defaults.ClassificationName)
            .Flag("overrideLineage", options.OverrideLineage)
            .Flag("searchAcrossDatabases", options.SearchAcrossDatabases)
            .Number("parsingTimeoutLimit", options.ParsingTimeoutSeconds);
        Filter(config, "databaseFilterPattern", options.DatabaseFilter);
        Filter(config, "schemaFilterPattern", options.SchemaFilter);
        Filter(config, "tableFilterPattern", options.TableFilter);
        Filter(config, "tagFilterPattern", options.TagFilter);
    }

    private static void Filter(YamlText config, string key, PatternFilter? filter)
    {
        if (filter is { Includes.Count: > 0 } or { Excludes.Count: > 0 })
        {
            config.Map(key, pattern => pattern.Texts("includes", filter.Includes).Texts("excludes", filter.Excludes));
        }
    }

    private static void Server(YamlText server, OpenMetadataSpec openMetadata)
    {
        server.Text("hostPort", Addresses.OpenMetadataApi(openMetadata))
            .Text("authProvider", "openmetadata")
            .Map("securityConfig", security => security.Text("jwtToken", Variable(OwnNames.BotTokenVariable)));

        // Left out, an https server is verified against the usual roots; "validate" without a path would end the run at its start.
        if (openMetadata.VerifySsl == false)
        {
            server.Text("verifySSL", "ignore");
        }
        else if (openMetadata.CaBundleRef is not null)
        {
            server.Text("verifySSL", "validate").Map("sslConfig", ssl => ssl.Text("caCertificate", CaCertificatePath));
        }
    }

    private static string Variable(string name) => $"${{{name}}}";
}
