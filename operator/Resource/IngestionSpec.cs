namespace Operator.Resource;

/// <summary>
/// The declaration. Every member may be absent here although the schema requires it: an object stored before the schema
/// must not poison the list. Meanings, units and defaults are in the CRD, and from there in docs/resource.md.
/// </summary>
internal sealed record IngestionSpec
{
    [Field(Required = true)]
    public AccountSpec? Account { get; init; }

    [Field(MaxItems = 50, ListMapKeys = ["name"])]
    public IReadOnlyList<FilterSpec>? Filters { get; init; }

    public ScheduleSpec? Schedule { get; init; }

    [Field(Default = false)]
    public bool? Suspend { get; init; }

    [Field(Required = true)]
    public OpenMetadataSpec? OpenMetadata { get; init; }

    [Field(DefaultJson = "{}")]
    public OptionsSpec? Options { get; init; }

    [Field(DefaultJson = "{}")]
    public ConnectionTestSpec? ConnectionTest { get; init; }

    [Field(DefaultJson = "{}")]
    public ArtifactsSpec? Artifacts { get; init; }

    [Field(DefaultJson = "{}")]
    public VerificationSpec? Verification { get; init; }

    public RunSpec? Run { get; init; }
}

/// <summary>The dbt Cloud account, where it lives and the Secret that opens it.</summary>
internal sealed record AccountSpec
{
    [Field(Required = true, Pattern = Patterns.DbtId, MaxLength = 19)]
    public DbtId? Id { get; init; }

    [Field(Pattern = Patterns.HttpUrl, MaxLength = 253)]
    public string? Url { get; init; }

    [Field(Enum = [Regions.NorthAmerica, Regions.Emea, Regions.Apac])]
    public string? Region { get; init; }

    [Field(Required = true)]
    public DbtTokenReference? TokenSecretRef { get; init; }
}

/// <summary>A key of a Secret in the resource's own namespace: there is no namespace field, on purpose.</summary>
internal sealed record DbtTokenReference
{
    [Field(Required = true, Pattern = Patterns.DnsSubdomain, MaxLength = 253)]
    public string? Name { get; init; }

    [Field(Default = Defaults.DbtTokenKey, Pattern = Patterns.DataKey, MinLength = 1, MaxLength = 253)]
    public string? Key { get; init; }
}

/// <summary>Which runs are ingested, each as a CronJob of its own.</summary>
internal sealed record FilterSpec
{
    [Field(Required = true, Pattern = Patterns.DnsLabel, MaxLength = 40)]
    public string? Name { get; init; }

    [Field(Pattern = Patterns.DbtId, MaxLength = 19)]
    public DbtId? ProjectId { get; init; }

    [Field(Pattern = Patterns.DbtId, MaxLength = 19)]
    public DbtId? JobId { get; init; }

    [Field(Pattern = Patterns.DbtId, MaxLength = 19)]
    public DbtId? EnvironmentId { get; init; }

    public CatalogSource? CatalogFrom { get; init; }

    public ScheduleSpec? Schedule { get; init; }
}

/// <summary>When the ingestion runs: a cron expression, or the schedule of the dbt job itself.</summary>
internal sealed record ScheduleSpec
{
    [Field(MinLength = 1, MaxLength = 100)]
    public string? Cron { get; init; }

    public bool? FollowJob { get; init; }

    [Field(MinLength = 1, MaxLength = 64)]
    public string? TimeZone { get; init; }
}

/// <summary>How often the connection is tested, and whether the first CronJob waits for it.</summary>
internal sealed record ConnectionTestSpec
{
    [Field(Default = Defaults.TestInterval, Pattern = Patterns.Duration, MinLength = 2, MaxLength = 32)]
    public string? Interval { get; init; }

    [Field(Default = true)]
    public bool? Required { get; init; }
}

/// <summary>The three multi-tenant hosts that the region field stands for.</summary>
internal static class Regions
{
    public const string NorthAmerica = "NorthAmerica";
    public const string Emea = "EMEA";
    public const string Apac = "APAC";

    public static string? UrlOf(string? region) => region switch
    {
        NorthAmerica => "https://cloud.getdbt.com",
        Emea => "https://emea.dbt.com",
        Apac => "https://au.dbt.com",
        _ => null,
    };
}
