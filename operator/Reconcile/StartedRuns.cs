using Operator.Plan;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>
/// Requested runs that were started, until their status says so: while it cannot be written, the Job is the only other trace, and
/// somebody may delete it. What this process has seen of a start is not forgotten with the Job.
/// </summary>
internal sealed class StartedRuns
{
    private static readonly IReadOnlyDictionary<string, RequestedRun.Started> None = new Dictionary<string, RequestedRun.Started>();

    private readonly Lock _gate = new();
    private readonly Dictionary<IngestionKey, (string? Uid, Dictionary<string, RequestedRun.Started> ByFilter)> _all = [];

    /// <summary>By filter. A resource of the same name that was made anew has requests of its own.</summary>
    public IReadOnlyDictionary<string, RequestedRun.Started> Of(DbtCloudIngestion ingestion)
    {
        lock (_gate)
        {
            return _all.TryGetValue(ingestion.Key, out var known) && known.Uid == ingestion.Metadata.Uid
                ? new Dictionary<string, RequestedRun.Started>(known.ByFilter)
                : None;
        }
    }

    public void Remember(DbtCloudIngestion ingestion, string filter, string value, string job)
    {
        if (Recall.StatusOf(ingestion, filter)?.RequestedRun is { Job: not null } told && told.RequestedAt == value)
        {
            return;
        }

        lock (_gate)
        {
            if (!_all.TryGetValue(ingestion.Key, out var known) || known.Uid != ingestion.Metadata.Uid)
            {
                _all[ingestion.Key] = known = (ingestion.Metadata.Uid, []);
            }

            known.ByFilter[filter] = new RequestedRun.Started(value, job);
        }
    }

    /// <summary>The status says it now, or the resource is gone.</summary>
    public void Forget(IngestionKey key)
    {
        lock (_gate)
        {
            _all.Remove(key);
        }
    }
}
