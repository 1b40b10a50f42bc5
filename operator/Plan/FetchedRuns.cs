using System.Text;
using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>Which run of dbt Cloud a Job ingests, by the word of its init container.</summary>
internal static class FetchedRuns
{
    public static bool IsStaged(V1Job job) =>
        job.Spec?.Template?.Spec?.InitContainers?.Any(container => container.Name == FetchContainer.ContainerName) == true;

    /// <summary>The pod's word, of several that of the newest; else what the Job's annotation keeps of it.</summary>
    public static FetchMessage? Of(V1Job job, OutcomeSeen? outcome) =>
        outcome?.Pod?.Fetch?.Message ?? FetchMessage.Read(NoteOf(job));

    /// <summary>What the annotation should say and does not; null where there is nothing to write.</summary>
    public static string? Note(V1Job job, OutcomeSeen? outcome) =>
        outcome?.Pod?.Fetch?.Message is { Run: not null } message && Text(message) is var text && text != NoteOf(job)
            ? text
            : null;

    /// <summary>Null where none was chosen yet, or none at all.</summary>
    public static DbtRunStatus? StatusOf(V1Job job, OutcomeSeen? outcome, FilterSeen? filter)
    {
        if (Of(job, outcome) is { } message)
        {
            return message.Run is { } run ? Pinned(run, message.TestsFrom, filter) : null;
        }

        return JobReading.HasEnded(job) && outcome?.Pod?.Fetch is null ? new DbtRunStatus { Source = DbtRunSources.Unknown } : null;
    }

    private static DbtRunStatus Pinned(FetchedRun run, FetchedRun? tests, FilterSeen? filter)
    {
        var recent = filter?.RecentRun?.Id == run.Id ? filter!.RecentRun : null;
        return new DbtRunStatus
        {
            Id = run.Id,
            JobId = run.JobId,
            Status = run.Status,
            FinishedAt = run.FinishedAt,
            DbtVersion = recent?.DbtVersion,
            Url = recent?.Url,
            TestsFrom = tests is null ? null : new TestsFromStatus { Id = tests.Id, Status = tests.Status },
            Source = DbtRunSources.Pinned,
        };
    }

    private static string? NoteOf(V1Job job) =>
        job.Metadata.Annotations?.TryGetValue(Names.DbtRunAnnotation, out var text) == true ? text : null;

    // The models are for the verification alone, and would be kept with every Job.
    private static string Text(FetchMessage message) => Encoding.UTF8.GetString((message with { Models = null }).Write());
}
