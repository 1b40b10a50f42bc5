using k8s.Models;
using Operator.OpenMetadata;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>What an ingestion needs that a pipeline does not say.</summary>
internal sealed record ImportNames(string OpenMetadataUrl, string? Name, string? Namespace, string DbtSecret, string BotSecret);

/// <summary>An ingestion made from a pipeline, and what a person has to know about it. Notes name fields, never their values.</summary>
/// <param name="Ingestion">Null where the pipeline is none that this operator could run.</param>
internal sealed record ImportedPipeline(DbtCloudIngestion? Ingestion, IReadOnlyList<string> Notes)
{
    /// <summary>The longest name that leaves room for a filter's.</summary>
    private const int LongestName = 30;

    public static ImportedPipeline Of(PipelineSetup pipeline, ImportNames names)
    {
        var source = SetupReading.Map(pipeline.Config, "dbtConfigSource");
        if (pipeline.Type != "dbt" || SetupReading.Text(source, "dbtConfigType") != "cloud")
        {
            return new ImportedPipeline(null, [pipeline.Type != "dbt"
                ? "This is no dbt pipeline: only dbt pipelines can be imported."
                : "This pipeline reads dbt's files from elsewhere, not from dbt Cloud: only those of dbt Cloud can be imported."]);
        }

        var schedule = ImportedSchedule.Of(pipeline);
        var ingestion = new DbtCloudIngestion
        {
            Metadata = new V1ObjectMeta { Name = names.Name ?? FilterYaml.Label(pipeline.Name, "dbt", LongestName), NamespaceProperty = names.Namespace },
            Spec = new IngestionSpec
            {
                Account = new AccountSpec
                {
                    Id = SetupReading.Text(source, "dbtCloudAccountId") is { } account ? new DbtId(account) : null,
                    Url = SetupReading.Text(source, "dbtCloudUrl") is { } url ? Addresses.OriginOf(url) : null,
                    TokenSecretRef = new DbtTokenReference { Name = names.DbtSecret },
                },
                Filters = FiltersOf(SetupReading.Id(source, "dbtCloudProjectId"), SetupReading.Id(source, "dbtCloudJobId")),
                Schedule = schedule.Spec,
                Suspend = schedule.IsSuspended ? true : null,
                OpenMetadata = new OpenMetadataSpec
                {
                    Url = names.OpenMetadataUrl,
                    TokenSecretRef = new BotTokenReference { Name = names.BotSecret },
                    DatabaseService = pipeline.Service,
                    PipelineName = pipeline.Name,
                },
                Options = ImportedOptions.Of(pipeline),
                Run = schedule.Run,
            },
        };
        return new ImportedPipeline(ingestion, [.. schedule.Notes, .. LeftBehind(pipeline), .. Refusal(ingestion), .. Advice(names)]);
    }

    private static FilterSpec[]? FiltersOf(DbtId? project, DbtId? job) => (project, job) switch
    {
        (null, null) => null,
        (_, not null) => [new FilterSpec { Name = "job", ProjectId = project, JobId = job }],
        _ => [new FilterSpec { Name = "project", ProjectId = project }],
    };

    private static IEnumerable<string> LeftBehind(PipelineSetup pipeline)
    {
        var source = SetupReading.Map(pipeline.Config, "dbtConfigSource");
        foreach (var field in SetupReading.Unknown(pipeline.Config, ImportedOptions.Known).Concat(SetupReading.Unknown(source, ImportedOptions.KnownOfSource).Select(field => $"dbtConfigSource.{field}")))
        {
            yield return $"Not carried over: sourceConfig.config.{field}, which has no counterpart.";
        }

        if (!pipeline.RaisesOnError)
        {
            yield return "Not carried over: raiseOnError false, since a failed run would look like a success.";
        }
    }

    private static IEnumerable<string> Refusal(DbtCloudIngestion ingestion) =>
        SpecReview.Of(ingestion, new PlanOptions(), []) is { } finding ? [$"The operator would refuse it as it is, {finding.Reason}: {finding.Message}"] : [];

    private static IEnumerable<string> Advice(ImportNames names) =>
    [
        $"Tokens stay where they are: create the Secrets {names.DbtSecret} (key {Defaults.DbtTokenKey}) and {names.BotSecret} (key {Defaults.OpenMetadataTokenKey}).",
        "The pipeline still runs in OpenMetadata: disable its schedule there once this one works. Its runs will show under the same name.",
    ];
}
