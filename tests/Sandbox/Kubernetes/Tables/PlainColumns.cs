using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Tables;

/// <summary>The columns of configuration, events and what clusters consist of.</summary>
internal static class PlainColumns
{
    public static IReadOnlyDictionary<string, IReadOnlyList<Column>> ByKind { get; } = new Dictionary<string, IReadOnlyList<Column>>
    {
        ["Secret"] =
        [
            TableColumns.Name,
            Column.Text("Type", static secret => secret.Read("type")),
            Column.Number("Data", static secret => secret.Size("data")),
            TableColumns.Age,
        ],
        ["ConfigMap"] =
        [
            TableColumns.Name,
            Column.Number("Data", static map => map.Size("data") + map.Size("binaryData")),
            TableColumns.Age,
        ],
        ["Namespace"] = [TableColumns.Name, Column.Text("Status", static item => item.Read("status.phase")), TableColumns.Age],
        ["ServiceAccount"] = [TableColumns.Name, Column.Number("Secrets", static account => account.Size("secrets")), TableColumns.Age],
        ["Service"] =
        [
            TableColumns.Name,
            Column.Text("Type", static service => service.Read("spec.type")),
            Column.Text("Cluster-IP", static service => service.Read("spec.clusterIP", "<none>")),
            Column.Text("External-IP", static _ => "<none>"),
            Column.Text("Port(s)", static service => CellReading.Joined(service.Items("spec.ports").Select(static port => $"{port.Read("port")}/{port.Read("protocol", "TCP")}"))),
            TableColumns.Age,
            Column.Text("Selector", static service => service.Selector("spec.selector")).Wide(),
        ],
        ["Lease"] = [TableColumns.Name, Column.Text("Holder", static lease => lease.Read("spec.holderIdentity")), TableColumns.Age],
        ["Node"] =
        [
            TableColumns.Name,
            Column.Text("Status", static node => node.Has("Ready") ? "Ready" : "NotReady"),
            Column.Text("Roles", static _ => "<none>"),
            TableColumns.Age,
            Column.Text("Version", static node => node.Read("status.nodeInfo.kubeletVersion")),
        ],
        ["PersistentVolumeClaim"] =
        [
            TableColumns.Name,
            Column.Text("Status", static claim => claim.Read("status.phase")),
            Column.Text("Volume", static claim => claim.Read("spec.volumeName")),
            Column.Text("Capacity", static claim => claim.Read("status.capacity.storage")),
            Column.Text("Access Modes", static claim => (claim.At("spec.accessModes") as JsonArray)?.ToJsonString().Trim('[', ']').Replace("\"", "", StringComparison.Ordinal) ?? ""),
            Column.Text("StorageClass", static claim => claim.Read("spec.storageClassName")),
            TableColumns.Age,
        ],
        ["Event"] =
        [
            new("Last Seen", "string", LastSeen),
            Column.Text("Type", static item => item.Read("type")),
            Column.Text("Reason", static item => item.Read("reason")),
            Column.Text("Object", static item => Involved(item) is var about && about is null ? "" : $"{Lower(about.Read("kind"))}/{about.Read("name")}"),
            Column.Text("Subobject", static item => Involved(item).Read("fieldPath")).Wide(),
            Column.Text("Source", Source).Wide(),
            Column.Text("Message", static item => item.Read("message", item.Read("note")).Trim()),
            new Column("First Seen", "string", FirstSeen).Wide(),
            Column.Number("Count", static item => Math.Max(1, Math.Max(item.Count("series.count"), Math.Max(item.Count("count"), item.Count("deprecatedCount"))))).Wide(),
            Column.Text("Name", static item => item.Read("metadata.name")).Wide(),
        ],
    };

    private static JsonNode? Involved(JsonObject item) => item["involvedObject"] ?? item["regarding"];

    private static string Source(JsonObject item) =>
        item.Read("source.component", item.Read("reportingComponent", item.Read("reportingController")));

    private static JsonNode? LastSeen(JsonObject item, DateTimeOffset now) =>
        HumanDuration.Since(item.Read("series.lastObservedTime", item.Read("lastTimestamp", item.Read("deprecatedLastTimestamp", item.Read("eventTime")))), now, "<unknown>");

    private static JsonNode? FirstSeen(JsonObject item, DateTimeOffset now) =>
        HumanDuration.Since(item.Read("firstTimestamp", item.Read("deprecatedFirstTimestamp", item.Read("eventTime"))), now, "<unknown>");

    private static string Lower(string kind) => Resources.DefinitionStatus.Lower(kind);
}
