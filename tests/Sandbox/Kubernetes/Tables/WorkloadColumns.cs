using System.Globalization;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Tables;

/// <summary>The columns of what runs containers.</summary>
internal static class WorkloadColumns
{
    public static IReadOnlyDictionary<string, IReadOnlyList<Column>> ByKind { get; } = new Dictionary<string, IReadOnlyList<Column>>
    {
        ["Pod"] =
        [
            TableColumns.Name,
            Column.Text("Ready", PodCells.Ready),
            Column.Text("Status", PodCells.Status),
            Column.Text("Restarts", static pod => pod.Items("status.containerStatuses").Sum(static item => item.Count("restartCount")).ToString(CultureInfo.InvariantCulture)),
            TableColumns.Age,
            Column.Text("IP", static pod => pod.Read("status.podIP", "<none>")).Wide(),
            Column.Text("Node", static pod => pod.Read("spec.nodeName", "<none>")).Wide(),
            Column.Text("Nominated Node", static pod => pod.Read("status.nominatedNodeName", "<none>")).Wide(),
            Column.Text("Readiness Gates", static _ => "<none>").Wide(),
        ],
        ["Job"] =
        [
            TableColumns.Name,
            Column.Text("Status", JobStatus),
            Column.Text("Completions", JobCompletions),
            new("Duration", "string", JobDuration),
            TableColumns.Age,
            .. Containers("spec.template.spec.containers"),
            Column.Text("Selector", static job => job.Selector("spec.selector")).Wide(),
        ],
        ["CronJob"] =
        [
            TableColumns.Name,
            Column.Text("Schedule", static cronJob => cronJob.Read("spec.schedule")),
            Column.Text("Timezone", static cronJob => cronJob.Read("spec.timeZone", "<none>")),
            Column.Text("Suspend", static cronJob => cronJob.Read("spec.suspend") == "true" ? "True" : "False"),
            Column.Number("Active", static cronJob => cronJob.Size("status.active")),
            Column.Since("Last Schedule", "status.lastScheduleTime", "<none>"),
            TableColumns.Age,
            .. Containers("spec.jobTemplate.spec.template.spec.containers"),
            Column.Text("Selector", static cronJob => cronJob.Selector("spec.jobTemplate.spec.selector")).Wide(),
        ],
        ["Deployment"] =
        [
            TableColumns.Name,
            Column.Text("Ready", static deployment => $"{deployment.Count("status.readyReplicas")}/{deployment.Count("spec.replicas")}"),
            Column.Number("Up-to-date", static deployment => deployment.Count("status.updatedReplicas")),
            Column.Number("Available", static deployment => deployment.Count("status.availableReplicas")),
            TableColumns.Age,
            .. Containers("spec.template.spec.containers"),
            Column.Text("Selector", static deployment => deployment.Selector("spec.selector")).Wide(),
        ],
        ["ReplicaSet"] =
        [
            TableColumns.Name,
            Column.Number("Desired", static set => set.Count("spec.replicas")),
            Column.Number("Current", static set => set.Count("status.replicas")),
            Column.Number("Ready", static set => set.Count("status.readyReplicas")),
            TableColumns.Age,
            .. Containers("spec.template.spec.containers"),
            Column.Text("Selector", static set => set.Selector("spec.selector")).Wide(),
        ],
    };

    private static Column[] Containers(string path) =>
    [
        Column.Text("Containers", content => CellReading.Joined(content.Items(path).Select(static item => item.Read("name")))).Wide(),
        Column.Text("Images", content => CellReading.Joined(content.Items(path).Select(static item => item.Read("image")))).Wide(),
    ];

    private static string JobStatus(JsonObject job) =>
        job.Has("Complete") ? "Complete"
        : job.Has("Failed") ? "Failed"
        : job.Read("metadata.deletionTimestamp").Length > 0 ? "Terminating"
        : job.Has("Suspended") ? "Suspended"
        : job.Has("FailureTarget") ? "FailureTarget"
        : job.Has("SuccessCriteriaMet") ? "SuccessCriteriaMet"
        : "Running";

    private static string JobCompletions(JsonObject job)
    {
        var succeeded = job.Count("status.succeeded");
        var parallelism = job.Count("spec.parallelism");
        return job.At("spec.completions") is not null ? $"{succeeded}/{job.Count("spec.completions")}"
            : parallelism > 1 ? $"{succeeded}/1 of {parallelism}"
            : $"{succeeded}/1";
    }

    private static JsonNode? JobDuration(JsonObject job, DateTimeOffset now)
    {
        var end = job.Read("status.completionTime") is { Length: > 0 } completed ? DateTimeOffset.Parse(completed, CultureInfo.InvariantCulture) : now;
        return HumanDuration.Since(job.Read("status.startTime"), end, "");
    }
}
