using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>All that was seen of the world for one reconcile. An outside that cannot be reached is an observation, too.</summary>
internal sealed record Observation
{
    public KeySeen DbtToken { get; init; } = KeySeen.NotRead;

    public KeySeen BotToken { get; init; } = KeySeen.NotRead;

    /// <summary>Null where the spec names none.</summary>
    public KeySeen? CaBundle { get; init; }

    /// <summary>Hosts of the spec that the operator's policy forbids, as "field: host" texts that a person understands.</summary>
    public IReadOnlyList<string> ForbiddenHosts { get; init; } = [];

    public ConnectionSeen Connection { get; init; } = ConnectionSeen.NotTested;

    public OpenMetadataSeen OpenMetadata { get; init; } = OpenMetadataSeen.NotAsked;

    /// <summary>Of the operator's own container, which is also that of what fetches the artifacts; null where it is not known.</summary>
    public string? OwnImage { get; init; }

    /// <summary>By filter name ("account" when there is none). A filter that was not asked about is absent.</summary>
    public IReadOnlyDictionary<string, FilterSeen> Filters { get; init; } = new Dictionary<string, FilterSeen>();

    /// <summary>Live CronJobs that carry the ingestion's label and have it as their controller.</summary>
    public IReadOnlyList<V1CronJob> CronJobs { get; init; } = [];

    /// <summary>Names of CronJobs that carry the ingestion's label and cannot be read: they exist, and nothing else is known.</summary>
    public IReadOnlyList<string> UnreadableCronJobs { get; init; } = [];

    /// <summary>Null where it does not exist, or cannot be read.</summary>
    public V1CronJob? CronJobOf(Selection selection) => CronJobs.FirstOrDefault(cronJob => cronJob.Metadata.Name == selection.CronJobName);

    /// <summary>Live Jobs that carry the ingestion's label.</summary>
    public IReadOnlyList<V1Job> Jobs { get; init; } = [];

    /// <summary>By filter: requested runs that this process knows to have been started, although the status does not say so yet.</summary>
    public IReadOnlyDictionary<string, RequestedRun.Started> Started { get; init; } = new Dictionary<string, RequestedRun.Started>();

    /// <summary>By Job uid: what is known beyond the Job of a run that goes on, or has ended and is not in the status yet.</summary>
    public IReadOnlyDictionary<string, OutcomeSeen> Outcomes { get; init; } = new Dictionary<string, OutcomeSeen>();
}

/// <summary>A key of a Secret or ConfigMap, without its value.</summary>
/// <param name="Reason">One of <see cref="Reasons.SecretsResolved"/>.</param>
/// <param name="Revision">uid/resourceVersion of the object; null where there is none.</param>
/// <param name="Message">Names the object, the key and the fix; empty when resolved.</param>
/// <param name="ExpiresAt">When a token ends by its own word; null for one that does not say, or never ends.</param>
internal sealed record KeySeen(Reason Reason, string? Revision, string Message = "", DateTimeOffset? ExpiresAt = null)
{
    /// <summary>Of a spec that is stalled: nothing was read for it.</summary>
    public static KeySeen NotRead { get; } = new(Reasons.SecretsResolved.SecretNotFound, null);
}

/// <summary>The account's side of the connection test.</summary>
/// <param name="Reason">One of <see cref="Reasons.ConnectionVerified"/>; null before the first test.</param>
/// <param name="TestedAt">When the verdict was reached: unchanged when it is taken over.</param>
/// <param name="Checks">ApiConnectivity and AccountAccess.</param>
/// <param name="RetryAfter">Set when the outside asked to wait, or the test could not tell.</param>
internal sealed record ConnectionSeen(Reason? Reason, DateTimeOffset? TestedAt, IReadOnlyList<CheckSeen> Checks, TimeSpan? RetryAfter = null)
{
    public static ConnectionSeen NotTested { get; } = new(null, null, []);
}

/// <summary>One tick, as the test found it.</summary>
internal sealed record CheckSeen(string Name, string Result, Reason? Reason = null, string Message = "");

/// <summary>What OpenMetadata told of itself, of the bot and of the database service; a check that was not made is null.</summary>
/// <param name="Version">Its version, x.y.z; null while it was never known.</param>
/// <param name="AskedAt">When it was last asked about what is not in order; null where that was never, or before the operator started.</param>
internal sealed record OpenMetadataSeen(
    string? Version, CheckSeen? Check, CheckSeen? BotToken = null, CheckSeen? DatabaseService = null, DateTimeOffset? AskedAt = null)
{
    public static OpenMetadataSeen NotAsked { get; } = new(null, null);

    /// <summary>Null where it was not asked in this pass, or there is no such service.</summary>
    public PipelinesSeen? Pipelines { get; init; }
}

/// <summary>The dbt pipelines that OpenMetadata knows of the database service.</summary>
/// <param name="ServiceId">The database service's.</param>
/// <param name="Names">Their full names.</param>
/// <param name="AreAll">False where there are so many that only the first were read, or none could be.</param>
internal sealed record PipelinesSeen(string ServiceId, IReadOnlyCollection<string> Names, bool AreAll);

/// <summary>What dbt Cloud told about one filter.</summary>
/// <param name="Reason">One of <see cref="Reasons.RecentRunFound"/>.</param>
/// <param name="JobCron">The schedule of the dbt job that the filter names (UTC), or <see cref="FollowedSchedule.OnDemandText"/>; null where no job was read.</param>
/// <param name="Artifacts">What the run left, judged for the ingestion that will read it; null where there is no run to look at.</param>
/// <param name="AdapterType">The kind of warehouse that the run's manifest names; null where it was not read.</param>
internal sealed record FilterSeen(
    Reason? Reason, string Message, DbtRunSeen? RecentRun, string? JobCron = null, CheckSeen? Artifacts = null, string? AdapterType = null)
{
    /// <summary>Set when trouble on the way ended the questions before all were answered: they are to be asked again soon.</summary>
    public Interruption? Interrupted { get; init; }
}

/// <summary>Trouble on the way, which is no verdict.</summary>
/// <param name="Until">Until when dbt Cloud is to be left alone; null where it did not say.</param>
internal sealed record Interruption(Reason Reason, string Message, DateTimeOffset? Until);

/// <summary>What a run of dbt Cloud left behind.</summary>
/// <param name="Commands">The command lines of its steps, in their order.</param>
internal sealed record RunLeft(DbtRunSeen Run, IReadOnlyCollection<string> Files, IReadOnlyList<string> Commands);

/// <summary>A run of dbt Cloud.</summary>
internal sealed record DbtRunSeen(string Id, string? JobId, string Status, DateTimeOffset? FinishedAt, string? DbtVersion, string? Url)
{
    /// <summary>The run whose test results would be taken with it; null where it is the same.</summary>
    public TestsFromStatus? TestsFrom { get; init; }

    public DbtRunStatus InStatus => new()
    {
        Id = Id,
        JobId = JobId,
        Status = Status,
        FinishedAt = FinishedAt,
        DbtVersion = DbtVersion,
        Url = Url,
        TestsFrom = TestsFrom,
    };
}

/// <summary>What is known of a run beyond its Job.</summary>
/// <param name="Pod">What its newest pod says; null where there is none, yet or any more.</param>
/// <param name="PipelineState">OpenMetadata's word for how it ended; null where it has none.</param>
/// <param name="Rejection">Why no pod could be made, in Kubernetes' words; null where nothing was heard.</param>
internal sealed record OutcomeSeen(PodOutcome? Pod, string? PipelineState, string? Rejection = null)
{
    /// <summary>What its log says; null where that was not read: it was not needed, it may not be read, or it is gone.</summary>
    public LogSeen? Log { get; init; }

    /// <summary>What OpenMetadata, asked after the run, shows of its models; null where it was not asked.</summary>
    public ArrivalSeen? Arrival { get; init; }

    /// <summary>It looked for tables, and none was there. Never by appearance: where one may have been found, it is false.</summary>
    public bool FoundNoTable => Arrival?.FoundNone == true || Log?.ProvesThatNoneWasFound == true;

    /// <summary>What its steps counted; empty while OpenMetadata has not told how it ended.</summary>
    public IReadOnlyList<StepCount> Counts { get; init; } = [];

    /// <summary>Whether OpenMetadata knows that it has ended.</summary>
    public RecordedEnd Recorded { get; init; }

    /// <summary>When it began by OpenMetadata's record; null where that has none.</summary>
    public DateTimeOffset? RecordedStart { get; init; }
}

/// <summary>Whether OpenMetadata knows that a run has ended.</summary>
internal enum RecordedEnd
{
    /// <summary>It was not asked, or could not be: something has to be repaired first, and then is looked at anyway.</summary>
    Unknown,

    /// <summary>It gave no answer just now.</summary>
    Unanswered,

    /// <summary>It shows the run as going on, or not at all.</summary>
    No,

    /// <summary>The ingestion has told it, or this operator has.</summary>
    Yes,

    /// <summary>It does not tell, and will not.</summary>
    Never,
}
