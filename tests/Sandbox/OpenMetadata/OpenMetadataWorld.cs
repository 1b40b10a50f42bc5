namespace Sandbox.OpenMetadata;

/// <summary>What a server holds when it starts: its version, who may come in, and the tables that were ingested before.</summary>
internal sealed record OpenMetadataWorld
{
    public string Version { get; init; } = "1.13.6";

    public IReadOnlyList<Bot> Bots { get; init; } = [];

    public IReadOnlyList<DatabaseService> Services { get; init; } = [];

    public IReadOnlyList<string> Users { get; init; } = [];

    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>False forgets tags, lineage and test definitions at once: the server with which the real ingestion was recorded did.</summary>
    public bool ReadsBack { get; init; } = true;

    /// <summary>The server of the demo: a warehouse with the tables of the dbt project.</summary>
    public static OpenMetadataWorld Demo(string service = "production-snowflake") => new()
    {
        Bots = [Bot.Named("ingestion-bot")],
        Services = [new DatabaseService(service, "Snowflake") { Tables = ShopTables.Of(service) }],
        Teams = ["data-team"],
    };
}

/// <summary>A bot and the token it shows.</summary>
internal sealed record Bot(string Name, string Token, DateTimeOffset? Expires)
{
    public static Bot Named(string name, DateTimeOffset? expires = null) => new(name, BotToken.For(name, expires), expires);
}

/// <summary>A database service with its tables.</summary>
internal sealed record DatabaseService(string Name, string ServiceType)
{
    public Guid Id { get; init; } = StableId.Of(Name);

    public IReadOnlyList<Table> Tables { get; init; } = [];
}

/// <summary>A table by its full name (service.database.schema.table) and its columns.</summary>
internal sealed record Table(string FullName, params IReadOnlyList<string> Columns)
{
    public Guid Id { get; init; } = StableId.Of(FullName);

    public string? Description { get; init; }

    public string Name => FullName[(FullName.LastIndexOf('.') + 1)..];
}

/// <summary>The tables that the dbt project of the served artifacts builds.</summary>
internal static class ShopTables
{
    public static IReadOnlyList<Table> Of(string service) =>
    [
        new Table($"{service}.analytics.marts.raw_customers", "id", "name", "city"),
        new Table($"{service}.analytics.marts.raw_orders", "id", "customer_id", "amount", "placed_on"),
        new Table($"{service}.analytics.marts.stg_customers", "customer_id", "name", "city"),
        new Table($"{service}.analytics.marts.stg_orders", "order_id", "customer_id", "amount", "placed_on"),
        new Table($"{service}.analytics.marts.customers", "customer_id", "name", "city", "orders", "revenue"),
    ];
}
