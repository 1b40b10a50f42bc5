namespace Operator.Resource;

/// <summary>The OpenMetadata server that receives the metadata.</summary>
internal sealed record OpenMetadataSpec
{
    [Field(Required = true, Pattern = Patterns.HttpUrl, MaxLength = 253)]
    public string? Url { get; init; }

    [Field(Required = true)]
    public BotTokenReference? TokenSecretRef { get; init; }

    [Field(Required = true, MinLength = 1, MaxLength = 128, Literal = true)]
    public string? DatabaseService { get; init; }

    public CaBundleReference? CaBundleRef { get; init; }

    [Field(Default = true)]
    public bool? VerifySsl { get; init; }

    [Field(MinLength = 1, MaxLength = 128, Literal = true)]
    public string? PipelineName { get; init; }

    [Field(Default = true)]
    public bool? ReportRuns { get; init; }
}

/// <summary>The bot's JSON web token, in a Secret of the resource's own namespace.</summary>
internal sealed record BotTokenReference
{
    [Field(Required = true, Pattern = Patterns.DnsSubdomain, MaxLength = 253)]
    public string? Name { get; init; }

    [Field(Default = Defaults.OpenMetadataTokenKey, Pattern = Patterns.DataKey, MinLength = 1, MaxLength = 253)]
    public string? Key { get; init; }
}

/// <summary>Certificates (PEM) that sign OpenMetadata's certificate, in the resource's own namespace.</summary>
internal sealed record CaBundleReference
{
    [Field(Required = true, Enum = [ConfigMap, Secret])]
    public string? Kind { get; init; }

    [Field(Required = true, Pattern = Patterns.DnsSubdomain, MaxLength = 253)]
    public string? Name { get; init; }

    [Field(Default = Defaults.CaBundleKey, Pattern = Patterns.DataKey, MinLength = 1, MaxLength = 253)]
    public string? Key { get; init; }

    public const string ConfigMap = "ConfigMap";
    public const string Secret = "Secret";
}

/// <summary>What the ingestion does with what it finds. Defaults are the values that OpenMetadata's guide recommends.</summary>
internal sealed record OptionsSpec
{
    [Field(Default = true)]
    public bool? UpdateDescriptions { get; init; }

    [Field(Default = true)]
    public bool? UpdateOwners { get; init; }

    [Field(Default = true)]
    public bool? IncludeTags { get; init; }

    [Field(Default = Defaults.ClassificationName, MinLength = 1, MaxLength = 128, Literal = true)]
    public string? ClassificationName { get; init; }

    public PatternFilter? DatabaseFilter { get; init; }

    public PatternFilter? SchemaFilter { get; init; }

    public PatternFilter? TableFilter { get; init; }

    public PatternFilter? TagFilter { get; init; }

    public bool? OverrideLineage { get; init; }

    public bool? SearchAcrossDatabases { get; init; }

    [Field(Minimum = 1, Maximum = 86400)]
    public int? ParsingTimeoutSeconds { get; init; }

    [Field(Enum = ["DEBUG", "INFO", "WARN", "ERROR"])]
    public string? LogLevel { get; init; }

    [Field(Minimum = 0, Maximum = 100)]
    public int? SuccessThreshold { get; init; }
}

/// <summary>Regular expressions that take in or leave out databases, schemas, tables or tags.</summary>
internal sealed record PatternFilter
{
    [Field(MaxItems = 100, ItemMinLength = 1, ItemMaxLength = 512, Literal = true)]
    public IReadOnlyList<string>? Includes { get; init; }

    [Field(MaxItems = 100, ItemMinLength = 1, ItemMaxLength = 512, Literal = true)]
    public IReadOnlyList<string>? Excludes { get; init; }
}
