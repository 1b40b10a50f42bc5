using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Tests.Plan;

/// <summary>Reads a case's <c>seen.yaml</c>. What it leaves out is well: both Secrets there, nothing tested, ends of runs known to OpenMetadata.</summary>
internal static class SeenFile
{
    public static Observation Read(JsonObject seen) => new()
    {
        DbtToken = Key(seen["dbtToken"]) ?? new KeySeen(Reasons.SecretsResolved.Resolved, "dbt-uid/7"),
        BotToken = Key(seen["botToken"]) ?? new KeySeen(Reasons.SecretsResolved.Resolved, "bot-uid/9"),
        CaBundle = Key(seen["caBundle"]),
        ForbiddenHosts = [.. Items(seen["forbiddenHosts"]).Select(host => host!.GetValue<string>())],
        Connection = Connection(seen["connection"]),
        OpenMetadata = new OpenMetadataSeen(
            Text(seen["openMetadata"]?["version"]),
            Check(seen["openMetadata"]?["check"]),
            Check(seen["openMetadata"]?["botToken"]),
            Check(seen["openMetadata"]?["databaseService"]),
            Time(seen["openMetadata"]?["askedAt"]))
        {
            Pipelines = seen["openMetadata"]?["pipelines"] is { } pipelines
                ? new PipelinesSeen(Text(pipelines["serviceId"])!, [.. Items(pipelines["names"]).Select(name => name!.GetValue<string>())], pipelines["areAll"]?.GetValue<bool>() != false)
                : null,
        },
        OwnImage = seen.ContainsKey("ownImage") ? Text(seen["ownImage"]) : "registry.example.com/dbt-cloud-ingestion-operator:1.0.0",
        Filters = Map(seen["filters"]).ToDictionary(pair => pair.Key, pair => Filter(pair.Value!)),
        CronJobs = [.. Items(seen["cronJobs"]).Select(node => node.Deserialize(LeanJson.CronJob)!)],
        Jobs = [.. Items(seen["jobs"]).Select(node => node.Deserialize(ResourceJson.Default.V1Job)!)],
        Outcomes = Map(seen["outcomes"]).ToDictionary(pair => pair.Key, pair => Outcome(pair.Value!)),
    };

    public static IReadOnlyList<CarriedOut> Done(JsonObject seen) =>
        [.. Items(seen["done"]).Select(node => One(node!))];

    private static CarriedOut One(JsonNode node) => new(
        Text(node["filter"])!,
        node["reason"] is null ? null : new Finding(Named(Reasons.CronJobsApplied.All, node["reason"])!, Text(node["message"]) ?? ""))
    {
        Told = Text(node["told"]),
        NotTold = Check(node["notTold"]),
    };

    /// <summary>What the CronJob controller says of a CronJob that is already applied.</summary>
    public static V1CronJobStatus? CronJobStatus(JsonObject seen, string name) => seen["cronJobStatus"]?[name].Deserialize(ResourceJson.Default.V1CronJobStatus);

    /// <summary>An outcome with anything that only a pod says has one.</summary>
    private static OutcomeSeen Outcome(JsonNode node) => new(
        Map(node).All(pair => pair.Key is "pipelineState" or "rejection" or "recorded" or "recordedStart" or "wholeLog" or "arrival")
            ? null
            : new PodOutcome
            {
                ExitCode = (int?)node["exitCode"]?.GetValue<long>(),
                EndReason = Text(node["endReason"]),
                Cause = LogReading.CauseOf(Text(node["log"])),
                Fetch = node["fetch"] is { } fetch ? new FetchOutcome((int?)fetch["exitCode"]?.GetValue<long>(), Text(fetch["endReason"]), FetchMessage.Read(Text(fetch["message"]))) : null,
                EvictedBy = Text(node["evictedBy"]),
                IsBeingDeleted = node["isBeingDeleted"]?.GetValue<bool>() == true,
                Stuck = node["stuck"] is { } stuck ? new Finding(Named(Reasons.LastRunSucceeded.All, stuck["reason"])!, Text(stuck["words"])!) : null,
            },
        Text(node["pipelineState"]),
        Text(node["rejection"]))
    {
        Recorded = Enum.Parse<RecordedEnd>(Text(node["recorded"]) ?? nameof(RecordedEnd.Yes)),
        RecordedStart = Time(node["recordedStart"]),
        Log = Text(node["wholeLog"]) is { } log ? LogTallyTests.Read(log) : null,
        Arrival = node["arrival"] is { } arrival ? Arrival(arrival) : null,
    };

    private static ArrivalSeen Arrival(JsonNode node) => new(Text(node["service"]))
    {
        Models = [.. Items(node["models"]).Select(model => Model(model!))],
        AreAllFiltered = Flag(node["areAllFiltered"]) == true,
        Missing = node["missing"] is null ? null : [.. Items(node["missing"]).Select(file => file!.GetValue<string>())],
        Trouble = node["trouble"] is { } trouble ? new ArrivalTrouble(Text(trouble["why"])!, Flag(trouble["mayPass"]) == true) : null,
    };

    private static ModelSeen Model(JsonNode node) => new(
        new FetchedModel(Text(node["database"]), Text(node["schema"]), Text(node["alias"])) { Derived = Flag(node["derived"]), Described = Flag(node["described"]), Tested = Flag(node["tested"]) })
    {
        Exists = Flag(node["exists"]),
        HasLineage = Flag(node["hasLineage"]),
        HasDescription = Flag(node["hasDescription"]),
        HasTestResult = Flag(node["hasTestResult"]),
    };

    private static bool? Flag(JsonNode? node) => node?.GetValue<bool>();

    private static KeySeen? Key(JsonNode? node) => node is null
        ? null
        : new KeySeen(Named(Reasons.SecretsResolved.All, node["reason"])!, Text(node["revision"]), Text(node["message"]) ?? "", Time(node["expiresAt"]));

    private static ConnectionSeen Connection(JsonNode? node) => node is null
        ? ConnectionSeen.NotTested
        : new ConnectionSeen(
            Named(Reasons.ConnectionVerified.All, node["reason"]),
            Time(node["testedAt"]),
            [.. Items(node["checks"]).Select(check => Check(check)!)],
            node["retryAfterSeconds"] is { } seconds ? TimeSpan.FromSeconds(seconds.GetValue<long>()) : null);

    private static CheckSeen? Check(JsonNode? node) => node is null
        ? null
        : new CheckSeen(Text(node["name"])!, Text(node["result"])!, Named(ReasonsOf(Text(node["name"])!), node["reason"]), Text(node["message"]) ?? "");

    private static FilterSeen Filter(JsonNode node) => new(
        Named(Reasons.RecentRunFound.All, node["reason"]),
        Text(node["message"]) ?? "",
        node["recentRun"] is { } run
            ? new DbtRunSeen(Text(run["id"])!, Text(run["jobId"]), Text(run["status"])!, Time(run["finishedAt"]), Text(run["dbtVersion"]), Text(run["url"]))
            : null,
        Text(node["jobCron"]),
        Check(node["artifacts"]));

    private static Reason[] ReasonsOf(string check) => check switch
    {
        CheckNames.OpenMetadata or CheckNames.BotToken or CheckNames.DatabaseService => Reasons.OpenMetadataVerified.All,
        CheckNames.Artifacts => Reasons.RecentRunFound.All,
        _ => Reasons.ConnectionVerified.All,
    };

    private static Reason? Named(IReadOnlyList<Reason> reasons, JsonNode? name) =>
        name is null ? null : reasons.First(reason => reason.Name == name.GetValue<string>());

    private static DateTimeOffset? Time(JsonNode? node) =>
        node is null ? null : DateTimeOffset.Parse(node.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private static IEnumerable<JsonNode?> Items(JsonNode? node) => node as JsonArray ?? [];

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Map(JsonNode? node) => node as JsonObject ?? [];
}
