using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Reconcile;
using Operator.Resource;
using Xunit;
using static Operator.Resource.Reasons;

namespace Operator.Tests.Reconcile;

public sealed class DatabaseServiceVerdictTests
{
    private const string Service = "production-snowflake";

    private static readonly OpenMetadataServer Server = OpenMetadataServer.At("https://openmetadata.example", Trust.System)!;

    private static readonly DbtPipeline Own = new($"{Service}.data-analytics-marts", true);

    private static readonly DbtPipeline Clicked = new($"{Service}.dbt_prod", true);

    [Fact]
    public void A_service_with_tables_and_no_pipeline_but_our_own_passes() => Assert.Equal(
        (CheckResults.Passed, ""), Brief(Of(Found([Own]))));

    [Fact]
    public void A_service_that_is_missing_is_told_with_the_five_nearest_that_exist()
    {
        var check = Of(new ServiceFacts.Missing(["zzz", "Production-Snowflake", "production-redshift", "staging-snowflake", "production_snowflake", "prod-snowflake", "a\nb"]));

        Assert.Equal((CheckResults.Failed, OpenMetadataVerified.DatabaseServiceNotFound), (check.Result, check.Reason));
        Assert.EndsWith(
            "there is \"Production-Snowflake\", \"production_snowflake\", \"prod-snowflake\", \"production-redshift\", \"staging-snowflake\"", check.Message, StringComparison.Ordinal);
        Assert.Contains("correct openMetadata.databaseService", check.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "nor any other")]
    [InlineData(false, "correct openMetadata.databaseService")]
    public void Without_names_to_tell_the_fix_is_told_all_the_same(bool known, string fix) =>
        Assert.Contains(fix, Of(new ServiceFacts.Missing(known ? [] : null)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_service_without_tables_asks_for_its_metadata_ingestion_first()
    {
        var check = Of(new ServiceFacts.Found("Snowflake", false, [Clicked]));

        Assert.Equal((CheckResults.Failed, OpenMetadataVerified.NothingIngestedYet), (check.Result, check.Reason));
        Assert.Contains("run its metadata ingestion", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_that_could_not_be_read_are_no_verdict() => Assert.Equal(CheckResults.Passed, Of(new ServiceFacts.Found("Snowflake", null, [])).Result);

    [Fact]
    public void Another_dbt_pipeline_is_a_warning_that_names_it_and_not_our_own()
    {
        var check = Of(Found([Own, Clicked]));

        Assert.Equal((CheckResults.Warning, OpenMetadataVerified.DuplicatePipeline), (check.Result, check.Reason));
        Assert.Contains($"\"{Clicked.FullName}\"", check.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Own.FullName, check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_warehouse_of_another_kind_is_told_with_both_kinds()
    {
        var check = Of(Found([]), ["bigquery", "snowflake", "bigquery"]);

        Assert.Equal((CheckResults.Failed, OpenMetadataVerified.AdapterMismatch), (check.Result, check.Reason));
        Assert.Contains("of type Snowflake, but dbt writes to bigquery: ", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kind_of_a_warehouse_that_nobody_knows_is_no_mismatch() => Assert.Equal(CheckResults.Passed, Of(Found([]), ["duckdb"]).Result);

    [Fact]
    public void A_mismatch_holds_while_no_adapter_is_known_and_the_service_is_the_same()
    {
        var last = Of(Found([]), ["bigquery"]);

        Assert.Equal(last, Of(Found([]), [], last));
        Assert.Equal(CheckResults.Passed, Of(new ServiceFacts.Found("BigQuery", true, []), [], last).Result);
        Assert.Equal(CheckResults.Passed, Of(Found([]), ["snowflake"], last).Result);
    }

    [Fact]
    public void Of_a_refused_bot_nothing_is_said_about_the_service() => Assert.Equal(
        (CheckResults.Skipped, ""), Brief(Of(new ServiceFacts.NotTold(new OpenMetadataFailure.Refused(BotRefusal.InvalidToken)))));

    [Fact]
    public void Trouble_on_the_way_is_no_verdict() => Assert.Equal(
        CheckResults.Unknown, Of(new ServiceFacts.NotTold(new OpenMetadataFailure.Unreachable(UnreachableKind.ServerError, 503))).Result);

    [Theory]
    [InlineData(401, CheckResults.Failed, "make a new token")]
    [InlineData(403, CheckResults.Failed, "role of the ingestion bot")]
    [InlineData(503, CheckResults.Unknown, "server error (503)")]
    public void The_bots_token_is_judged_by_what_was_answered(int status, string result, string fix)
    {
        OpenMetadataFailure why = status switch
        {
            401 => new OpenMetadataFailure.Refused(BotRefusal.InvalidToken),
            403 => new OpenMetadataFailure.Refused(BotRefusal.NotPermitted),
            _ => new OpenMetadataFailure.Unreachable(UnreachableKind.ServerError, status),
        };

        var check = BotTokenVerdict.Of(new ServiceFacts.NotTold(why), Server);

        Assert.Equal(result, check.Result);
        Assert.Contains(fix, check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_is_missing_says_that_the_token_is_good() =>
        Assert.Equal(CheckResults.Passed, BotTokenVerdict.Of(new ServiceFacts.Missing([]), Server).Result);

    private static CheckSeen Of(ServiceFacts facts, IReadOnlyCollection<string>? adapters = null, CheckSeen? last = null) =>
        DatabaseServiceVerdict.Of(facts, Service, adapters ?? [], pipeline => pipeline == Own, last, Server);

    private static ServiceFacts.Found Found(IReadOnlyList<DbtPipeline> pipelines) => new("Snowflake", true, pipelines);

    private static (string Result, string Message) Brief(CheckSeen check) => (check.Result, check.Message);
}
