namespace Operator.OpenMetadata;

/// <summary>
/// A dbt pipeline that runs somewhere else. OpenMetadata's schema wants a token of dbt Cloud in it; this one has none.
/// </summary>
/// <param name="ServiceId">The database service that it belongs to.</param>
/// <param name="Description">Markdown.</param>
/// <param name="LogLevel">DEBUG, INFO, WARN or ERROR.</param>
internal sealed record NewPipeline(string Name, string ServiceId, string Description, string LogLevel, DbtCloudSource Source);

/// <summary>Where in dbt Cloud it reads.</summary>
internal sealed record DbtCloudSource(string AccountId, string Url, string? ProjectId, string? JobId);

/// <summary>How a run ended that could not tell so itself.</summary>
/// <param name="State">Failed, or Stopped where the server knows that.</param>
/// <param name="Teller">Who tells; it stands where the ingestion's steps do.</param>
/// <param name="Job">What failed.</param>
internal sealed record RunEnd(string RunId, PipelineState State, DateTimeOffset StartedAt, DateTimeOffset EndedAt, string Teller, string Job, string Why)
{
    /// <summary>The run of dbt Cloud that it took, for a server that has a place for it; null where that is not known.</summary>
    public IngestedRun? DbtRun { get; init; }
}

/// <summary>A run of dbt Cloud, in its words.</summary>
internal sealed record IngestedRun(string Id, string? JobId, string? Status, string? Url);

/// <summary>OpenMetadata took it.</summary>
internal sealed record Written
{
    public static Written Down { get; } = new();
}
