using System.Globalization;

namespace Bench.Servers;

/// <summary>
/// The world by numbers alone, so that the bench and its stand-ins agree on it without speaking: resource i lives in namespace
/// i mod 10, which has one dbt account, one token and one bot.
/// </summary>
internal static class WorldShape
{
    public const int Namespaces = 10;
    public const string DatabaseService = "production-snowflake";
    public const string DbtSecret = "dbt-cloud";
    public const string BotSecret = "openmetadata-bot";

    /// <summary>A namespace beside the others, whose resources name a dbt Cloud that is slow to answer.</summary>
    public const string Neighbour = "bench-neighbour";

    public const int NeighbourResources = 40;
    public const int NeighbourFilters = 10;

    /// <summary>A second less than the operator waits for one answer.</summary>
    public static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(14);

    public static string NamespaceName(int number) => Text($"bench-{number}");

    public static string ResourceName(int resource) => Text($"ingestion-{resource:00000}");

    public static long AccountId(int number) => 1_000 + number;

    /// <summary>What the Secret holds at first.</summary>
    public static string Token(int number) => Text($"dbtc_bench_{number}_first");

    /// <summary>What it is rotated to; dbt Cloud knows both.</summary>
    public static string NextToken(int number) => Text($"dbtc_bench_{number}_next");

    public static string BotName(int number) => Text($"bench-bot-{number}");

    public static long ProjectId(int resource) => 100_000 + resource;

    public static long JobId(int resource) => 500_000 + resource;

    public static long RunId(int resource) => 70_471_800_000_000 + resource;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
