namespace Operator.Cluster.Api;

/// <summary>How the API is called.</summary>
internal sealed record ApiOptions
{
    /// <summary>For a whole call, or for the start of a watch.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public string UserAgent { get; init; } = $"dbt-cloud-ingestion-operator/{Version}";

    private static string Version => typeof(ApiOptions).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
