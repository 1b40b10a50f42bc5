using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;
using Operator.Plan;
using Operator.Reporting;
using Operator.Resource;
using Operator.Tests.Contract;

namespace Operator.Tests.Plan;

/// <summary>One folder of <c>Cases</c>: a resource, what was seen, and from them the plan and the report.</summary>
internal sealed class GoldenCase
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
    private readonly JsonObject _seen;

    private GoldenCase(string name)
    {
        Name = name;
        Ingestion = Yaml.Read(Repository.Read(PathOf("ingestion.yaml"))).Deserialize(ResourceJson.Default.DbtCloudIngestion)!;
        _seen = Yaml.Read(Repository.Read(PathOf("seen.yaml")));
        Seen = SeenFile.Read(_seen);
        Now = DateTimeOffset.Parse(_seen["now"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        Seen = AlreadyApplied ? Seen with { CronJobs = [.. Planner.Plan(Ingestion, Seen, Options, Now).Ingestions.Select(planned => planned.Desired! with { Status = SeenFile.CronJobStatus(_seen, planned.CronJobName) })] } : Seen;
        Plan = Planner.Plan(Ingestion, Seen, Options, Now);
        Report = StatusReport.Of(Ingestion, Seen, Plan, Done, Now);
    }

    public static string Folder { get; } = Path.Combine("tests", "Operator.Tests", "Plan", "Cases");

    public static IEnumerable<string> All { get; } =
        [.. Directory.EnumerateDirectories(Repository.PathOf(Folder)).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    public string Name { get; }

    public DbtCloudIngestion Ingestion { get; }

    public Observation Seen { get; }

    public DateTimeOffset Now { get; }

    public PlanOptions Options => new()
    {
        IngestionTag = _seen["ingestionTag"]?.GetValue<string>(),
        FetchImage = _seen["fetchImage"]?.GetValue<string>(),
        FetchPullSecrets = [.. _seen["fetchPullSecrets"]?.AsArray().Select(name => name!.GetValue<string>()) ?? []],
        ClusterName = _seen["clusterName"]?.GetValue<string>(),
        AdditionalCertificates = _seen["additionalCertificates"]?.GetValue<string>(),
        HttpsProxy = _seen["httpsProxy"]?.GetValue<string>(),
        NoProxy = _seen["noProxy"]?.GetValue<string>(),
    };

    public IReadOnlyList<CarriedOut> Done => SeenFile.Done(_seen);

    public IngestionPlan Plan { get; }

    public Report Report { get; }

    private bool AlreadyApplied => _seen["alreadyApplied"]?.GetValue<bool>() == true;

    public static GoldenCase Load(string name) => new(name);

    public string PathOf(string file) => Path.Combine(Folder, Name, file);

    public IEnumerable<V1CronJob> Desired => Plan.Ingestions.Select(planned => planned.Desired).OfType<V1CronJob>();

    public IEnumerable<string> Workflows =>
        Desired.Select(cronJob => cronJob.Spec.JobTemplate.Spec.Template.Metadata.Annotations[Names.WorkflowAnnotation]);

    public string DesiredText() => YamlOut.Write(new JsonObject
    {
        ["verdict"] = Plan.Verdict.GetType().Name,
        ["checkAgainIn"] = Plan.Verdict switch
        {
            Verdict.Settled settled => settled.CheckAgainIn.ToString(),
            Verdict.Waiting waiting => waiting.CheckAgainIn.ToString(),
            _ => null,
        },
        ["delete"] = new JsonArray([.. Plan.Delete.Select(cronJob => (JsonNode)cronJob.Metadata.Name)]),
        ["ingestions"] = new JsonArray([.. Plan.Ingestions.Select(One)]),
    });

    public string StatusText() => YamlOut.Write(new JsonObject
    {
        ["status"] = Tree(Report.Status),
        ["events"] = new JsonArray([.. Report.Notices.Select(notice => (JsonNode)$"{(notice.Warning ? "Warning" : "Normal")} {notice.Reason} {notice.Action}: {notice.Message}")]),
    });

    public static string Text(IngestionStatus status) => YamlOut.Write(new JsonObject { ["status"] = Tree(status) });

    private static JsonNode? Tree(IngestionStatus status) => JsonSerializer.SerializeToNode(status, LeanJson.Status);

    private static JsonNode One(PlannedIngestion planned)
    {
        var one = new JsonObject
        {
            ["filter"] = planned.Filter,
            ["inSync"] = planned.InSync,
            ["withheld"] = planned.Withheld is { } withheld ? $"{withheld.Reason}: {withheld.Message}" : null,
            ["desired"] = planned.Desired is { } desired ? JsonSerializer.SerializeToNode(desired, LeanJson.CronJob) : null,
        };
        if (planned.Requested is { } requested)
        {
            one["requested"] = requested switch
            {
                RequestedRun.Start start => $"starts {start.Job}",
                RequestedRun.Started started => $"has started {started.Job}",
                RequestedRun.Waits waits => $"waits: {waits.For}",
                _ => "",
            };
        }

        if (planned.Pipeline is { } pipeline)
        {
            one["pipeline"] = JsonSerializer.SerializeToNode(pipeline, Plain);
        }

        if (planned.Untold.Count > 0)
        {
            one["untold"] = new JsonArray([.. planned.Untold.Select(run => (JsonNode)$"{run.Run.Job} {(run.IsStopped ? "stopped" : "failed")} in {run.Pipeline} from {run.StartedAt:s} to {run.EndedAt:s}{(run.TakesDetails ? " with details" : "")}: {run.Recorded}")]);
        }

        return one;
    }
}
