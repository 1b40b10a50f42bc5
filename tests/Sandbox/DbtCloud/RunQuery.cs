namespace Sandbox.DbtCloud;

/// <summary>The filters and the order of a list of runs.</summary>
internal static class RunQuery
{
    private static readonly string[] Orders = ["id", "-id", "created_at", "-created_at", "finished_at", "-finished_at"];

    public static string Order(IQueryCollection query) => query["order_by"].ToString() is { Length: > 0 } order ? order : "id";

    /// <summary>Null when the order or a number is not understood.</summary>
    public static IReadOnlyList<DbtRun>? Select(DbtAccount account, IQueryCollection query)
    {
        string[] numbers = ["status", "project_id", "job_definition_id", "environment_id", "id__gt", "pk"];
        if (!Orders.Contains(Order(query)) || numbers.Any(name => query.Number(name) is { IsMalformed: true }))
        {
            return null;
        }

        var candidates = query.Number("job_definition_id") is { } job ? account.RunsOf(job.Value) : account.Runs;
        return [.. Sorted(candidates.Where(run => Matches(account, run, query)), Order(query))];
    }

    private static bool Matches(DbtAccount account, DbtRun run, IQueryCollection query)
    {
        var job = account.Job(run.JobId);
        return Is(query, "status", run.Status)
            && Is(query, "project_id", job?.ProjectId)
            && Is(query, "job_definition_id", run.JobId)
            && Is(query, "environment_id", job?.EnvironmentId)
            && Is(query, "pk", run.Id)
            && query.Numbers("status__in")?.Contains(run.Status) != false
            && query.Numbers("project_id__in")?.Contains(job?.ProjectId ?? 0) != false
            && query.Numbers("pk__in")?.Contains(run.Id) != false
            && (query.Number("id__gt") is not { } least || run.Id > least.Value)
            && Within(query.Range("created_at__range"), run.CreatedAt)
            && Within(query.Range("finished_at__range"), run.FinishedAt)
            && (query.Flag("has_docs_generated") is not { } docs || docs == (run.ArtifactsOf(null).Find("catalog.json") is not null));
    }

    /// <summary>Runs that have not finished come first in descending order: the database puts nulls there.</summary>
    private static IEnumerable<DbtRun> Sorted(IEnumerable<DbtRun> runs, string order) => order switch
    {
        "-id" => runs.OrderByDescending(run => run.Id),
        "created_at" => runs.OrderBy(run => run.CreatedAt).ThenBy(run => run.Id),
        "-created_at" => runs.OrderByDescending(run => run.CreatedAt).ThenByDescending(run => run.Id),
        "finished_at" => runs.OrderBy(run => run.FinishedAt ?? DateTimeOffset.MaxValue).ThenBy(run => run.Id),
        "-finished_at" => runs.OrderByDescending(run => run.FinishedAt ?? DateTimeOffset.MaxValue).ThenByDescending(run => run.Id),
        _ => runs.OrderBy(run => run.Id),
    };

    private static bool Is(IQueryCollection query, string name, long? value) =>
        query.Number(name) is not { } wanted || wanted.Value == value;

    private static bool Within((DateTimeOffset From, DateTimeOffset To)? range, DateTimeOffset? instant) =>
        range is not { } ends || (instant >= ends.From && instant <= ends.To);
}
