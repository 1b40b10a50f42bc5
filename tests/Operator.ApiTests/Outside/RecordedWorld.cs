using Sandbox.DbtCloud;
using Sandbox.OpenMetadata;

namespace Operator.ApiTests.Outside;

/// <summary>The surroundings in which the real ingestion was recorded.</summary>
internal static class RecordedWorld
{
    public const string DbtToken = "dbtc_canary_0123456789";
    public const string Service = "production-duck";
    public const string Pipeline = "production-duck.data-analytics-marts";
    public const string PipelineName = "data-analytics-marts";
    public const string RunId = "0b0f6a0e-3a1c-4b7e-9f0a-2f3d6c1e5a77";
    public const long AccountId = DemoWorld.AccountId;
    public const long DbtRunId = DemoWorld.MartsRun;

    public static readonly Bot Bot = Bot.Named("ingestion-bot");

    private static readonly Dictionary<string, Guid> Ids = new()
    {
        ["customers"] = new("afcdc491-fbb8-56d7-9477-92b8c5207205"),
        ["stg_customers"] = new("7b19c899-0f73-5e03-aa35-40ddd88afe3b"),
        ["stg_orders"] = new("cf16a7aa-5481-5bb7-8ad0-17695c66cc02"),
        ["raw_customers"] = new("b5e3a3e0-f9cb-5099-9be1-d8a60e9a4630"),
        ["raw_orders"] = new("d768bde6-67a7-5f94-ab23-34990ea896d7"),
    };

    /// <summary>One job whose newest run finished two hours ago and names no steps.</summary>
    public static DbtCloudWorld DbtCloud(DateTimeOffset now) => new()
    {
        Tokens = [new DbtToken(DbtToken, AccountId)],
        Accounts =
        [
            new DbtAccount(AccountId, "Analytics")
            {
                Projects = [new DbtProject(DemoWorld.MartsProject, "shop")],
                Jobs = [new DbtJob(DemoWorld.MartsJob, DemoWorld.MartsProject, 777, "Shop")],
                Runs = [DemoWorld.Finished(DbtRunId, DemoWorld.MartsJob, now.AddHours(-2), []) with { Artifacts = ArtifactSet.OfShop("build") }],
            },
        ],
    };

    /// <summary>The recording server kept no tags, lineage or test definitions, and knew no owners.</summary>
    public static OpenMetadataWorld OpenMetadata(string version) => new()
    {
        Version = version,
        ReadsBack = false,
        Bots = [Bot],
        Services =
        [
            new DatabaseService(Service, "CustomDatabase")
            {
                Id = new Guid("11111111-1111-4111-8111-111111111111"),
                Tables = [.. ShopTables.Of(Service).Select(table => table with { Id = Ids[table.Name] })],
            },
        ],
    };
}
