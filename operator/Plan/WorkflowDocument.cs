using Operator.Resource;

namespace Operator.Plan;

/// <summary>
/// Renders the file that OpenMetadata's ingestion runs. Tokens are named, not written: the ingestion expands the variables. Older
/// images reject keys that they do not know, so an optional key appears only when it is set.
/// </summary>
internal static class WorkflowDocument
{
    public const string FileName = "workflow.yaml";

    private const string CaCertificatePath = $"{OwnNames.CaBundlePath}/{Defaults.CaBundleKey}";
    private const string AdditionalCertificatesPath = $"{OwnNames.WorkflowPath}/{OwnNames.AdditionalCertificatesFile}";

    public static string Render(DbtCloudIngestion ingestion, Selection selection, PlanOptions options)
    {
        var spec = ingestion.Spec!;
        var yaml = new YamlText()
            .Map("source", source => source
                .Text("type", "dbt")
                .Text("serviceName", spec.OpenMetadata?.DatabaseService)
                .Map("sourceConfig", sourceConfig => sourceConfig
                    .Map("config", config => Source(config, spec, selection, ArtifactsModes.IsStaged(ingestion)))))
            .Map("sink", sink => sink
                .Text("type", "metadata-rest")
                .EmptyMap("config"))
            .Map("workflowConfig", workflow => workflow
                .Text("loggerLevel", spec.Options?.LogLevel ?? Defaults.LogLevel)
                .Number("successThreshold", spec.Options?.SuccessThreshold)
                .Map("openMetadataServerConfig", server => Server(server, spec.OpenMetadata!, options)));

        if (spec.OpenMetadata?.ReportRuns ?? true)
        {
            yaml.Text("ingestionPipelineFQN", PipelineName.Of(ingestion, selection, options))
                .Text("pipelineRunId", Variable(OwnNames.RunIdVariable));
        }

        return yaml.ToString();
    }

    private static void Source(YamlText config, IngestionSpec spec, Selection selection, bool isStaged)
    {
        var options = spec.Options ?? new OptionsSpec();
        config.Text("type", "DBT")
            .Map("dbtConfigSource", source => ConfigSource(source, spec, selection, isStaged))
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

    private static void ConfigSource(YamlText source, IngestionSpec spec, Selection selection, bool isStaged)
    {
        if (isStaged)
        {
            source.Text("dbtConfigType", "local")
                .Text("dbtCatalogFilePath", StagedFiles.PathOf(StagedFiles.Catalog))
                .Text("dbtManifestFilePath", StagedFiles.PathOf(StagedFiles.Manifest))
                .Text("dbtRunResultsFilePath", StagedFiles.PathOf(StagedFiles.RunResults))
                .Text("dbtSourcesFilePath", StagedFiles.PathOf(StagedFiles.Sources));
            return;
        }

        source.Text("dbtConfigType", "cloud")
            .Text("dbtCloudAuthToken", Variable(OwnNames.DbtTokenVariable))
            .Text("dbtCloudAccountId", spec.Account?.Id?.Digits)
            .Text("dbtCloudProjectId", selection.ProjectId?.Digits)
            .Text("dbtCloudJobId", selection.JobId?.Digits)
            .Text("dbtCloudUrl", Addresses.DbtCloud(spec.Account));
    }

    private static void Filter(YamlText config, string key, PatternFilter? filter)
    {
        if (filter is { Includes.Count: > 0 } or { Excludes.Count: > 0 })
        {
            config.Map(key, pattern => pattern.Texts("includes", filter.Includes).Texts("excludes", filter.Excludes));
        }
    }

    private static void Server(YamlText server, OpenMetadataSpec openMetadata, PlanOptions options)
    {
        server.Text("hostPort", Addresses.OpenMetadataApi(openMetadata))
            .Text("authProvider", "openmetadata")
            .Map("securityConfig", security => security.Text("jwtToken", Variable(OwnNames.BotTokenVariable)));

        // Left out, an https server is verified against the usual roots; "validate" without a path would end the run at its start.
        if (openMetadata.VerifySsl == false)
        {
            server.Text("verifySSL", "ignore");
        }
        else if (CaCertificateOf(openMetadata, options) is { } path)
        {
            server.Text("verifySSL", "validate").Map("sslConfig", ssl => ssl.Text("caCertificate", path));
        }
    }

    // There is room for one file, and the ingestion trusts it in place of the usual roots: what the resource names knows its server best.
    private static string? CaCertificateOf(OpenMetadataSpec openMetadata, PlanOptions options)
    {
        var isSecure = Addresses.OpenMetadataApi(openMetadata).StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        return openMetadata.CaBundleRef is not null ? CaCertificatePath
            : options.AdditionalCertificates is not null && isSecure ? AdditionalCertificatesPath
            : null;
    }

    private static string Variable(string name) => $"${{{name}}}";
}
