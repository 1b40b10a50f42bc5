using System.Text.Json.Nodes;
using Operator.Hosting.Verbs;
using Operator.OpenMetadata;
using Xunit;

namespace Operator.Tests.Hosting.Verbs;

/// <summary>A pipeline of OpenMetadata as an ingestion: what is carried over, and what is told.</summary>
public sealed class ImportedPipelineTests
{
    private static readonly ImportNames Names = new("http://om:8585/api", null, "data", "dbt-cloud", "openmetadata-bot");

    [Fact]
    public void Fields_of_the_form_become_fields_of_the_spec()
    {
        var imported = Import(
            """{"dbtUpdateOwners":true,"overrideLineage":true,"parsingTimeoutLimit":600,"tableFilterPattern":{"includes":["a"],"excludes":[]}}""",
            """{"scheduleInterval":"0 */6 * * *","pipelineTimezone":"Europe/Berlin","retries":2,"workflowTimeout":3600}""");

        var spec = imported.Ingestion!.Spec!;
        Assert.Equal(("12345", "https://ab123.us1.dbt.com"), (spec.Account!.Id!.Digits, spec.Account.Url));
        Assert.Equal(("98765", "54321"), (spec.Filters!.Single().ProjectId!.Digits, spec.Filters!.Single().JobId!.Digits));
        Assert.Equal(("0 */6 * * *", "Europe/Berlin"), (spec.Schedule!.Cron, spec.Schedule.TimeZone));
        Assert.Equal(("production-snowflake", "dbt_prod"), (spec.OpenMetadata!.DatabaseService, spec.OpenMetadata.PipelineName));
        Assert.Equal((true, true, 600, 2, 3600L), (spec.Options!.UpdateOwners, spec.Options.OverrideLineage, spec.Options.ParsingTimeoutSeconds, spec.Run!.Retries, spec.Run.ActiveDeadlineSeconds));
        Assert.Equal(["a"], spec.Options.TableFilter!.Includes);
        Assert.Null(spec.Options.TableFilter.Excludes);
    }

    [Fact]
    public void What_the_form_left_unset_keeps_the_meaning_that_it_has_there()
    {
        var options = Import("{}").Ingestion!.Spec!.Options!;

        Assert.Equal((false, false, true, "dbtTags"), (options.UpdateDescriptions, options.UpdateOwners, options.IncludeTags, options.ClassificationName));
    }

    [Fact]
    public void What_has_no_counterpart_is_named_without_its_value()
    {
        var imported = Import("""{"aNewKey":{"password":"canary"}}""", """{"scheduleInterval":"@daily","email":"canary@example.com"}""");

        var notes = string.Join('\n', imported.Notes);
        Assert.Contains("sourceConfig.config.aNewKey", notes, StringComparison.Ordinal);
        Assert.Contains("airflowConfig.email", notes, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_without_a_schedule_comes_suspended()
    {
        var imported = Import("{}", "{}");

        Assert.True(imported.Ingestion!.Spec!.Suspend);
        Assert.Equal("0 */3 * * *", imported.Ingestion.Spec.Schedule!.Cron);
        Assert.Contains(imported.Notes, note => note.Contains("no schedule", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_operator_would_refuse_is_told()
    {
        Assert.Contains(Import("{}", """{"scheduleInterval":"*/5 * * * *"}""").Notes, note => note.Contains("ScheduleTooFrequent", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_dbt_pipelines_of_dbt_Cloud_can_be_imported()
    {
        Assert.Null(ImportedPipeline.Of(Setup("{}", "{}") with { Type = "metadata" }, Names).Ingestion);
        Assert.Null(Import("""{"dbtConfigSource":{"dbtConfigType":"s3"}}""").Ingestion);
    }

    private static ImportedPipeline Import(string config, string airflow = """{"scheduleInterval":"@daily"}""") => ImportedPipeline.Of(Setup(config, airflow), Names);

    private static PipelineSetup Setup(string config, string airflow)
    {
        var all = JsonNode.Parse(config)!.AsObject();
        all["dbtConfigSource"] ??= JsonNode.Parse("""{"dbtConfigType":"cloud","dbtCloudAuthToken":"canary","dbtCloudAccountId":12345,"dbtCloudProjectId":"98765","dbtCloudJobId":"54321","dbtCloudUrl":"https://ab123.us1.dbt.com/"}""");
        return new PipelineSetup { Name = "dbt_prod", Type = "dbt", Service = "production-snowflake", Config = all, Airflow = JsonNode.Parse(airflow)!.AsObject(), RaisesOnError = true, Enabled = true };
    }
}
