using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>What should exist, and the verdict on the resource: the pure answer to an <see cref="Observation"/>.</summary>
internal sealed record IngestionPlan
{
    public required Verdict Verdict { get; init; }

    /// <summary>The verdict on the connection that stands: trouble on the way does not undo an earlier one.</summary>
    public required ConnectionSeen Connection { get; init; }

    public required OpenMetadataSeen OpenMetadata { get; init; }

    /// <summary>In the order of the filters.</summary>
    public required IReadOnlyList<PlannedIngestion> Ingestions { get; init; }

    /// <summary>Owned CronJobs that no filter wants any more.</summary>
    public required IReadOnlyList<V1CronJob> Delete { get; init; }
}

/// <summary>One filter's share of the plan.</summary>
internal sealed record PlannedIngestion
{
    public required string Filter { get; init; }

    public required string CronJobName { get; init; }

    /// <summary>The whole desired object; null where it may not be written now (see <see cref="Withheld"/>).</summary>
    public V1CronJob? Desired { get; init; }

    /// <summary>The live object of the same name that is ours; null where there is none.</summary>
    public V1CronJob? Live { get; init; }

    /// <summary>True when the live object already is what is desired: nothing is written.</summary>
    public bool InSync { get; init; }

    /// <summary>Why nothing is desired: one of <see cref="Reasons.CronJobsApplied"/> (for example WaitingForConnectionTest), with its message.</summary>
    public Finding? Withheld { get; init; }

    public string? Image { get; init; }

    /// <summary>The cron expression in force, after H and followJob.</summary>
    public string? Schedule { get; init; }

    /// <summary>What somebody should know of the schedule although it is in force; null where there is nothing.</summary>
    public Finding? ScheduleNote { get; init; }

    public DateTimeOffset? NextScheduleTime { get; init; }

    public FilterSeen? Seen { get; init; }

    public RunHistory Runs { get; init; } = RunHistory.None;

    public Freshness Freshness { get; init; } = Freshness.NotJudged;

    /// <summary>Null where nobody asked for a run.</summary>
    public RequestedRun? Requested { get; init; }

    /// <summary>To be made known to OpenMetadata before the CronJob is applied; null where there is nothing to do.</summary>
    public MissingPipeline? Pipeline { get; init; }

    /// <summary>What OpenMetadata shows of the last run that succeeded; null where nobody looks, or nothing has succeeded.</summary>
    public VerificationStatus? Verification { get; init; }

    /// <summary>Runs whose end OpenMetadata does not know, oldest first.</summary>
    public IReadOnlyList<UntoldRun> Untold { get; init; } = [];
}

/// <summary>A reason with the sentence for this resource.</summary>
internal sealed record Finding(Reason Reason, string Message);

/// <summary>Whether the resource is settled, waits for something outside the spec, or can only be cured by an edit.</summary>
internal abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>Nothing to do until the connection is due for its next test.</summary>
    internal sealed record Settled(TimeSpan CheckAgainIn) : Verdict;

    /// <summary>Something outside the spec is missing or broken; come back.</summary>
    internal sealed record Waiting(Finding For, TimeSpan CheckAgainIn) : Verdict;

    /// <summary>Only an edit of the spec can help: no retry until the object changes.</summary>
    internal sealed record Stalled(Finding Because) : Verdict;
}

/// <summary>What became of one planned write.</summary>
/// <param name="Finding">Null when it was carried out or was in sync.</param>
/// <param name="RunNotStarted">Why a requested run could not be started; null where it was, or none was due.</param>
internal sealed record CarriedOut(string Filter, Finding? Finding, string? RunNotStarted = null)
{
    /// <summary>The id of a run whose end OpenMetadata knows by now, or will never take.</summary>
    public string? Told { get; init; }

    /// <summary>Why OpenMetadata did not take what it was told, as a warning on the bot's check; null where it did.</summary>
    public CheckSeen? NotTold { get; init; }
}

/// <summary>The operator's own settings that decide what is desired.</summary>
internal sealed record PlanOptions
{
    /// <summary>Image without tag; the tag is the version of the OpenMetadata server unless <see cref="IngestionTag"/> is set.</summary>
    public string IngestionRepository { get; init; } = "docker.getcollate.io/openmetadata/ingestion-base";

    /// <summary>A fixed tag, for clusters that mirror images.</summary>
    public string? IngestionTag { get; init; }

    /// <summary>Image of what fetches the artifacts; null for the operator's own.</summary>
    public string? FetchImage { get; init; }

    /// <summary>Secrets of the resource's namespace with which that image is pulled.</summary>
    public IReadOnlyList<string> FetchPullSecrets { get; init; } = [];

    /// <summary>Over how long fetches of the same minute are spread.</summary>
    public TimeSpan FetchSpread { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long its calls may take and how large its files may be.</summary>
    public FetchLimits FetchLimits { get; init; } = new();

    /// <summary>Its way out: the operator's own.</summary>
    public FetchWay FetchWay { get; init; } = new();

    public string? HttpProxy { get; init; }

    public string? HttpsProxy { get; init; }

    public string? NoProxy { get; init; }

    /// <summary>Certificates (PEM) that the pods are to trust as well; null for none.</summary>
    public string? AdditionalCertificates { get; init; }

    /// <summary>Goes before the names of the pipelines in OpenMetadata, where several clusters report to one server.</summary>
    public string? ClusterName { get; init; }

    /// <summary>Shortest allowed distance between two runs of one CronJob.</summary>
    public TimeSpan ShortestInterval { get; init; } = TimeSpan.FromMinutes(15);
}
