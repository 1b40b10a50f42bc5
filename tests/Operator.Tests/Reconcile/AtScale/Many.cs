using Operator.Resource;

namespace Operator.Tests.Reconcile.AtScale;

/// <summary>Many ingestions, each with a dbt job of its own, so that nothing but the account's proof can be shared.</summary>
internal static class Many
{
    public const string Account = "12345";
    private static readonly string[] DbtCloudChecks = [CheckNames.ApiConnectivity, CheckNames.AccountAccess, CheckNames.RecentRunFound, CheckNames.Artifacts];

    public static MemoryCluster Ingestions(int count, string interval = "1h", string account = Account)
    {
        var cluster = new MemoryCluster();
        Add(cluster, count, interval, account);
        return cluster;
    }

    public static void Add(MemoryCluster cluster, int count, string interval = "1h", string account = Account)
    {
        for (var number = 1; number <= count; number++)
        {
            cluster.Add(Ingestion(number, interval, account));
        }
    }

    /// <summary>Every question to dbt Cloud was answered, and well.</summary>
    public static bool IsWhole(DbtCloudIngestion ingestion) =>
        ingestion.Status?.Connection?.Checks?.Count(check => DbtCloudChecks.Contains(check.Name) && check.Result == CheckResults.Passed) == DbtCloudChecks.Length;

    public static DbtCloudIngestion Ingestion(int number, string interval = "1h", string account = Account, string url = "https://ab123.us1.dbt.com", string openMetadata = "http://openmetadata.openmetadata.svc:8585") => new()
    {
        Metadata = new() { Name = $"a{account}-{number}", NamespaceProperty = "data", Uid = $"uid-{account}-{number}", Generation = 1 },
        Spec = new IngestionSpec
        {
            Account = new AccountSpec { Id = new DbtId(account), Url = url, TokenSecretRef = new DbtTokenReference { Name = "dbt-" + account } },
            Filters = [new FilterSpec { Name = "marts", JobId = new DbtId(FormattableString.Invariant($"{100_000 + number}")) }],
            Schedule = new ScheduleSpec { Cron = "H */6 * * *" },
            ConnectionTest = new ConnectionTestSpec { Interval = interval },
            OpenMetadata = new OpenMetadataSpec
            {
                Url = openMetadata,
                TokenSecretRef = new BotTokenReference { Name = "openmetadata-bot" },
                DatabaseService = "production",
            },
        },
    };
}
