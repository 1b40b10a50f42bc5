using System.Globalization;
using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>What becomes of a run that somebody asked for by annotation, for one filter.</summary>
internal abstract record RequestedRun(string Value)
{
    private static readonly string TooLong = $"its value is longer than {Requests.LongestValue} characters, and so no request; set a shorter one, such as the time";

    public const string UntilApplied = "it starts once the CronJob can be applied, see Ready";

    /// <summary>It was started, now or before; its Job may be gone by now.</summary>
    internal sealed record Started(string Value, string Job) : RequestedRun(Value);

    /// <summary>It waits for the CronJob, or for another run of the filter to end.</summary>
    internal sealed record Waits(string Value, string For) : RequestedRun(Value);

    /// <summary>It is to be started: from the CronJob's template, under a name that the same request always gives, so that nobody can start it twice.</summary>
    internal sealed record Start(string Value, string Job) : RequestedRun(Value);

    /// <param name="isApplied">Whether the filter's CronJob is as desired, or will be by this pass.</param>
    public static RequestedRun? Of(DbtCloudIngestion ingestion, Selection selection, Observation seen, bool isApplied)
    {
        if (Requests.Run(ingestion) is not { Value: var value } request)
        {
            return Requests.TooLong(ingestion) is { } beginning ? new Waits(beginning, TooLong) : null;
        }

        var known = Recall.StatusOf(ingestion, selection.Filter)?.RequestedRun;
        if (!request.Concerns(selection.Filter))
        {
            return OfAnotherFilter(ingestion, request, known);
        }

        var name = NameOf(selection, value);
        if (known is { Job: { } job } && known.RequestedAt == value)
        {
            return new Started(value, job);
        }

        if (seen.Started.TryGetValue(selection.Filter, out var started) && started.Value == value)
        {
            return started; // Its Job was deleted before the status could be written.
        }

        if (seen.Jobs.Any(job => job.Metadata.Name == name && IsFor(value, selection, job)))
        {
            return new Started(value, name);
        }

        // A filter that came after the request was answered has no part in it.
        return Requests.IsRunHandled(ingestion) ? null
            : !isApplied ? new Waits(value, UntilApplied)
            : Runs.JobsOf(selection, seen.Jobs).Find(job => !JobReading.HasEnded(job)) is { } other ? new Waits(value, $"it starts once Job {other.Metadata.Name} has ended")
            : new Start(value, name);
    }

    /// <summary>The Job as it is sent: the CronJob's own template, marked with the request.</summary>
    public static V1Job JobOf(Start start, V1CronJob cronJob) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = start.Job,
            NamespaceProperty = cronJob.Metadata.NamespaceProperty,
            Labels = cronJob.Spec.JobTemplate.Metadata?.Labels,
            Annotations = new Dictionary<string, string>(cronJob.Spec.JobTemplate.Metadata?.Annotations ?? new Dictionary<string, string>()) { [Names.RequestedAtAnnotation] = start.Value },
            OwnerReferences = [new V1OwnerReference { ApiVersion = "batch/v1", Kind = V1CronJob.KubeKind, Name = cronJob.Metadata.Name, Uid = cronJob.Metadata.Uid, Controller = true }],
        },
        Spec = FetchContainer.AtOnce(cronJob.Spec.JobTemplate.Spec),
    };

    /// <summary>A name says little: anybody may give a Job that of a request. What the operator started says so, and has the CronJob above it.</summary>
    private static bool IsFor(string value, Selection selection, V1Job job) =>
        job.Metadata.Annotations?.TryGetValue(Names.RequestedAtAnnotation, out var request) == true && request == value
        && job.Metadata.OwnerReferences?.Any(owner => owner is { Controller: true, Kind: V1CronJob.KubeKind } && owner.Name == selection.CronJobName) == true;

    /// <summary>Nothing to do, and what was done for an earlier request stays told. One that no filter answers says so on each of them.</summary>
    private static RequestedRun? OfAnotherFilter(DbtCloudIngestion ingestion, RunRequest request, RequestedRunStatus? known) =>
        Requests.NamesNoFilter(ingestion, request) && !Requests.IsRunHandled(ingestion) ? new Waits(request.Value, "it names a filter, and spec.filters has none of that name")
        : known is { RequestedAt: { } earlier, Job: { } job } ? new Started(earlier, job)
        : null;

    // A CronJob's name has 52 characters at the most, so that of a Job, of 63, has room for ten more and a hyphen.
    public static string NameOf(Selection selection, string value) =>
        $"{selection.CronJobName}-{(StableHash.Of(value) % 10_000_000_000).ToString("d10", CultureInfo.InvariantCulture)}";
}
