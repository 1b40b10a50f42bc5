namespace Operator.Reconcile;

/// <summary>Which of OpenMetadata's database connectors read the warehouse that a dbt adapter writes to.</summary>
internal static class Adapters
{
    /// <summary>A service of somebody's own connector may hold anything.</summary>
    private const string Custom = "CustomDatabase";

    private static readonly string[] Lakehouse = ["Databricks", "UnityCatalog", "DeltaLake"];
    private static readonly string[] SqlServer = ["Mssql", "AzureSQL", "Synapse", "MicrosoftFabric"];

    /// <summary>Adapters by the name that dbt gives them in its manifest; the services include those that speak the same catalog.</summary>
    public static IReadOnlyDictionary<string, string[]> Services { get; } = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase)
    {
        ["athena"] = ["Athena", "Glue"],
        ["bigquery"] = ["BigQuery"],
        ["clickhouse"] = ["Clickhouse"],
        ["databricks"] = Lakehouse,
        ["db2"] = ["Db2"],
        ["ibmdb2"] = ["Db2"],
        ["doris"] = ["Doris", "Mysql"],
        ["dremio"] = ["Dremio"],
        ["exasol"] = ["Exasol"],
        ["fabric"] = SqlServer,
        ["fabricspark"] = ["MicrosoftFabric"],
        ["glue"] = ["Glue", "Athena"],
        ["greenplum"] = ["Greenplum", "Postgres"],
        ["hive"] = ["Hive", "Impala"],
        ["impala"] = ["Impala", "Hive"],
        ["iomete"] = ["Iomete"],
        ["mysql"] = ["Mysql", "MariaDB", "SingleStore", "Doris", "StarRocks"],
        ["mariadb"] = ["MariaDB", "Mysql"],
        ["oracle"] = ["Oracle"],
        ["postgres"] = ["Postgres", "Timescale", "Greenplum", "Cockroach"],
        ["redshift"] = ["Redshift"],
        ["singlestore"] = ["SingleStore", "Mysql"],
        ["snowflake"] = ["Snowflake"],
        ["spark"] = [.. Lakehouse, "Hive", "Glue", "Iomete"],
        ["sqlite"] = ["SQLite"],
        ["sqlserver"] = SqlServer,
        ["starrocks"] = ["StarRocks", "Mysql"],
        ["synapse"] = SqlServer,
        ["teradata"] = ["Teradata"],
        ["trino"] = ["Trino", "Presto"],
        ["vertica"] = ["Vertica"],
    };

    /// <summary>Null for an adapter that is not known here: no verdict then.</summary>
    public static bool? Fits(string adapterType, string serviceType) =>
        Services.TryGetValue(adapterType, out var services)
            ? serviceType == Custom || services.Contains(serviceType, StringComparer.OrdinalIgnoreCase)
            : null;
}
