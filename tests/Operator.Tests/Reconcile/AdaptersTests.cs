using Operator.Reconcile;
using Xunit;

namespace Operator.Tests.Reconcile;

public sealed class AdaptersTests
{
    // The enum databaseServiceType of OpenMetadata's databaseService.json, 1.13.
    private static readonly string[] Known =
    [
        "BigQuery", "BigTable", "Mysql", "Redshift", "Snowflake", "Postgres", "Timescale", "Mssql", "MicrosoftAccess", "Oracle", "Athena", "Hive", "Impala", "Presto",
        "Trino", "Vertica", "Glue", "MariaDB", "Druid", "Db2", "Clickhouse", "Databricks", "AzureSQL", "DynamoDB", "SingleStore", "SQLite", "DeltaLake", "Salesforce",
        "PinotDB", "Datalake", "DomoDatabase", "QueryLog", "CustomDatabase", "Dbt", "SapHana", "MongoDB", "Cassandra", "Couchbase", "Greenplum", "Doris", "StarRocks",
        "UnityCatalog", "SAS", "Teradata", "SapErp", "Synapse", "Exasol", "Cockroach", "SSAS", "Epic", "ServiceNow", "Dremio", "MicrosoftFabric", "BurstIQ", "Informix", "Iomete",
    ];

    [Fact]
    public void Every_service_of_the_table_is_one_of_OpenMetadata() =>
        Assert.Equal([], Adapters.Services.Values.SelectMany(services => services).Except(Known));

    [Theory]
    [InlineData("snowflake", "Snowflake", true)]
    [InlineData("Snowflake", "Snowflake", true)]
    [InlineData("databricks", "UnityCatalog", true)]
    [InlineData("sqlserver", "Mssql", true)]
    [InlineData("fabric", "MicrosoftFabric", true)]
    [InlineData("trino", "Trino", true)]
    [InlineData("snowflake", "Postgres", false)]
    [InlineData("bigquery", "Snowflake", false)]
    [InlineData("postgres", "Redshift", false)]
    [InlineData("snowflake", "CustomDatabase", true)]
    public void A_service_fits_the_warehouse_or_does_not(string adapter, string service, bool fits) => Assert.Equal(fits, Adapters.Fits(adapter, service));

    [Fact]
    public void Of_an_adapter_that_OpenMetadata_has_no_service_for_nothing_is_said() => Assert.Null(Adapters.Fits("duckdb", "Postgres"));
}
