namespace Operator.Plan;

/// <summary>All that the container which brings the artifacts has to know, but the token.</summary>
internal sealed record FetchOrder
{
    /// <summary>Where Kubernetes looks for the last words of a container.</summary>
    public const string DefaultMessageFile = "/dev/termination-log";

    /// <summary>Namespace and name of the CronJob: decides when within the spread the fetch begins.</summary>
    public required string For { get; init; }

    /// <summary>dbt Cloud's address.</summary>
    public required string Url { get; init; }

    public required string AccountId { get; init; }

    public RunWish Wish { get; init; } = new();

    /// <summary>Whose newest run has the catalog, where that is another's than the rest.</summary>
    public RunPlace? CatalogFrom { get; init; }

    /// <summary>Version 1.13 of the ingestion drops every test result without a message, and a test that passed has none.</summary>
    public bool FillTestMessages { get; init; } = true;

    /// <summary>Somebody asked for this run: it begins at once and is never skipped.</summary>
    public bool IsRequested { get; init; }

    /// <summary>Null where a run is ingested again though nothing is new.</summary>
    public MarkPlace? Mark { get; init; }

    public string Folder { get; init; } = OwnNames.ArtifactsPath;

    public string MessageFile { get; init; } = DefaultMessageFile;

    /// <summary>The time over which the fetches that one schedule starts are spread.</summary>
    public TimeSpan Spread { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The Job's: of it a third may pass in waiting.</summary>
    public TimeSpan ActiveDeadline { get; init; } = TimeSpan.FromSeconds(Resource.Defaults.ActiveDeadlineSeconds);

    public FetchLimits Limits { get; init; } = new();

    public FetchWay Way { get; init; } = new();
}

/// <summary>Where runs are looked for; null does not narrow.</summary>
internal sealed record RunPlace(string? ProjectId, string? EnvironmentId, string? JobId);

/// <summary>Where the mark of the last success is, and what this run's own would end with.</summary>
/// <param name="File">Holds a <see cref="SuccessMark"/>; empty or absent before the first success.</param>
/// <param name="Digest">Of document and image.</param>
internal sealed record MarkPlace(string File, string Digest);

/// <summary>How long a call may take and how large a file may be.</summary>
internal sealed record FetchLimits
{
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan ArtifactTimeout { get; init; } = TimeSpan.FromSeconds(300);

    public int ArtifactMebibytes { get; init; } = 512;
}

/// <summary>The way out, as the operator's own options have it.</summary>
internal sealed record FetchWay
{
    public bool AllowInsecureEndpoints { get; init; }

    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    public IReadOnlyList<string> AllowedCidrs { get; init; } = [];

    public string? HttpsProxy { get; init; }

    public string? HttpProxy { get; init; }

    public string? NoProxy { get; init; }

    /// <summary>The path inside the container.</summary>
    public string? CaBundleFile { get; init; }
}
