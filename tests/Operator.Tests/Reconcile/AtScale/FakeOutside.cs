using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Operator.Outbound;
using Operator.Tests.DbtCloud;
using Operator.Tests.Outbound;

namespace Operator.Tests.Reconcile.AtScale;

/// <summary>One call that reached dbt Cloud.</summary>
internal sealed record Call(DateTimeOffset At, string Account, string Path);

/// <summary>dbt Cloud, where every job exists and has run well, and an OpenMetadata that knows its version; both write down when they are asked.</summary>
internal sealed partial class FakeOutside
{
    private readonly TimeProvider _time;
    private readonly List<Call> _calls = [];
    private readonly List<string> _pipelines = [];

    public FakeOutside(TimeProvider time)
    {
        _time = time;
        Connections = new FakeConnections(Answer);
    }

    public IConnections Connections { get; }

    public IReadOnlyList<Call> Calls => _calls;

    public int CallsToOpenMetadata { get; private set; }

    /// <summary>Names of the pipelines that OpenMetadata was told of, as often as it was.</summary>
    public IReadOnlyList<string> Pipelines => _pipelines;

    /// <summary>What dbt Cloud says in place of its answer; null where it has nothing to complain of.</summary>
    public Func<Call, HttpResponseMessage?> Trouble { get; set; } = _ => null;

    /// <summary>The most calls of one account within any sixty seconds.</summary>
    public int MostWithinAMinute(string account)
    {
        var times = _calls.Where(call => call.Account == account).Select(call => call.At).ToArray();
        var (most, first) = (0, 0);
        for (var last = 0; last < times.Length; last++)
        {
            while (times[last] - times[first] >= TimeSpan.FromMinutes(1))
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    /// <summary>The longest time that passed without a look at the newest runs of one job.</summary>
    public TimeSpan LongestGap(DateTimeOffset from, DateTimeOffset to)
    {
        var looks = _calls.Where(call => call.At >= from).ToLookup(call => JobOf().Match(call.Path).Groups[1].Value, call => call.At);
        return looks.Where(job => job.Key.Length > 0).Max(job => job.Prepend(from).Zip(job.Append(to), (before, after) => after - before).Max());
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var path = request.RequestUri!.PathAndQuery;
        if (AccountPath().Match(path) is not { Success: true } below)
        {
            CallsToOpenMetadata++;
            return request.Method == HttpMethod.Post ? Created(request) : OpenMetadata(path);
        }

        var call = new Call(_time.GetUtcNow(), below.Groups[1].Value, below.Groups[2].Value);
        _calls.Add(call);
        return Trouble(call) ?? Reply.Json(BodyOf(call.Path));
    }

    private HttpResponseMessage Created(HttpRequestMessage request)
    {
        _pipelines.Add(JsonNode.Parse(request.Content!.ReadAsStream())!["name"]!.GetValue<string>());
        return Reply.Json("{}", 201);
    }

    private string Listed() => new JsonObject
    {
        ["data"] = new JsonArray([.. _pipelines.Distinct().Select(name => new JsonObject { ["fullyQualifiedName"] = $"production.{name}", ["description"] = "metadata-ingestion.io" })]),
    }.ToJsonString();

    private HttpResponseMessage OpenMetadata(string path) => path switch
    {
        _ when path.EndsWith("/version", StringComparison.Ordinal) => Reply.Json("""{"version":"1.13.3"}"""),
        _ when path.Contains("/databaseServices/name/", StringComparison.Ordinal) => Reply.Json("""{"id":"6b1a8f0e-0000-4000-8000-00000000000a","name":"production","serviceType":"Snowflake"}"""),
        _ when path.Contains("/tables?", StringComparison.Ordinal) => Reply.Json("""{"data":[{"name":"orders"}],"paging":{"total":1}}"""),
        _ when path.Contains("/ingestionPipelines?", StringComparison.Ordinal) => Reply.Json(Listed()),
        _ => Reply.Json("{}", 404),
    };

    private static string BodyOf(string path) => path switch
    {
        _ when path.StartsWith("jobs/?", StringComparison.Ordinal) => DbtCloudDialogue.Enveloped("[]"),
        _ when path.StartsWith("jobs/", StringComparison.Ordinal) => DbtCloudDialogue.Enveloped($$"""{"id":{{Id().Match(path).Value}},"project_id":7,"name":"nightly","state":1}"""),
        _ when path.StartsWith("runs/?", StringComparison.Ordinal) => DbtCloudDialogue.Enveloped($"[{Run(JobOf().Match(path).Groups[1].Value)}]"),
        _ when path.EndsWith("/artifacts/", StringComparison.Ordinal) => DbtCloudDialogue.Enveloped("""["manifest.json","catalog.json","run_results.json"]"""),
        _ when path.EndsWith("manifest.json", StringComparison.Ordinal) => """{"metadata":{"adapter_type":"snowflake"}}""",
        _ => DbtCloudDialogue.Enveloped(Run(Id().Match(path).Value)),
    };

    private static string Run(string id) =>
        $$"""{"id":{{id}},"job_definition_id":{{id}},"status":10,"finished_at":"2026-11-25T09:00:00Z","artifacts_saved":true,"run_steps":[{"index":1,"name":"Invoke dbt with `dbt build`","status":10}]}""";

    [GeneratedRegex("^/api/v2/accounts/([0-9]+)/(.*)$")]
    private static partial Regex AccountPath();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Id();

    [GeneratedRegex("job_definition_id=([0-9]+)")]
    private static partial Regex JobOf();
}
