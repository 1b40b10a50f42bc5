using Operator.OpenMetadata;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>
/// The options of a pipeline as those of the resource. What OpenMetadata's form leaves unset means false for both updates there
/// and true here, so it is written out.
/// </summary>
internal static class ImportedOptions
{
    public static IReadOnlyCollection<string> Known { get; } =
    [
        "type", "dbtConfigSource", "dbtUpdateDescriptions", "dbtUpdateOwners", "includeTags", "dbtClassificationName", "overrideLineage", "searchAcrossDatabases",
        "parsingTimeoutLimit", "databaseFilterPattern", "schemaFilterPattern", "tableFilterPattern", "tagFilterPattern",
    ];

    public static IReadOnlyCollection<string> KnownOfSource { get; } =
        ["dbtConfigType", "dbtCloudAuthToken", "dbtCloudAccountId", "dbtCloudProjectId", "dbtCloudJobId", "dbtCloudUrl"];

    public static OptionsSpec Of(PipelineSetup pipeline)
    {
        var config = pipeline.Config;
        return new OptionsSpec
        {
            UpdateDescriptions = SetupReading.Flag(config, "dbtUpdateDescriptions") ?? false,
            UpdateOwners = SetupReading.Flag(config, "dbtUpdateOwners") ?? false,
            IncludeTags = SetupReading.Flag(config, "includeTags") ?? true,
            ClassificationName = SetupReading.Text(config, "dbtClassificationName") ?? Defaults.ClassificationName,
            OverrideLineage = SetupReading.Flag(config, "overrideLineage") is true ? true : null,
            SearchAcrossDatabases = SetupReading.Flag(config, "searchAcrossDatabases") is true ? true : null,
            ParsingTimeoutSeconds = SetupReading.Number(config, "parsingTimeoutLimit") is > 0 and not 300 and var seconds ? seconds : null,
            DatabaseFilter = SetupReading.Filter(config, "databaseFilterPattern"),
            SchemaFilter = SetupReading.Filter(config, "schemaFilterPattern"),
            TableFilter = SetupReading.Filter(config, "tableFilterPattern"),
            TagFilter = SetupReading.Filter(config, "tagFilterPattern"),
            LogLevel = pipeline.LogLevel switch
            {
                "DEBUG" or "WARN" or "ERROR" => pipeline.LogLevel,
                "WARNING" => "WARN",
                _ => null,
            },
        };
    }
}
