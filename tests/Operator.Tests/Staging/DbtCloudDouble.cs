using System.Net;
using System.Text;
using Operator.Tests.DbtCloud;
using Operator.Tests.Outbound;

namespace Operator.Tests.Staging;

/// <summary>A dbt Cloud with runs, steps and files of steps, which does once what it is told to do in place of an answer.</summary>
internal sealed class DbtCloudDouble
{
    public const string Account = "12345";
    public const string Run = "70471800000777";

    private readonly List<FakeRun> _runs = [];
    private readonly Dictionary<(string Run, string File, int? Step), byte[]> _files = [];
    private readonly List<(string Path, Queue<Func<byte[]?, HttpResponseMessage>> Answers)> _disturbances = [];

    private readonly List<DateTimeOffset> _times = [];

    public FakeConnections Outside => field ??= new FakeConnections(Answer);

    public IReadOnlyList<string> Asked => [.. Outside.Asked.Select(asked => asked.Url.PathAndQuery.Replace($"/api/v2/accounts/{Account}/", "", StringComparison.Ordinal))];

    /// <summary>When each call came, by the clock of the fetch.</summary>
    public IReadOnlyList<DateTimeOffset> Times => _times;

    public TimeProvider? Clock { get; set; }

    /// <summary>One run of four steps, as they were recorded.</summary>
    public static DbtCloudDouble Recorded()
    {
        var cloud = new DbtCloudDouble().With(new FakeRun(Run));
        foreach (var (step, file) in new[] { (2, "2-run/run_results.json"), (3, "3-test/run_results.json"), (4, "4-docs-generate/run_results.json") })
        {
            cloud.WithFile(Run, "run_results.json", RecordedFile(file), step);
        }

        return cloud
            .WithFile(Run, "run_results.json", RecordedFile("4-docs-generate/run_results.json"))
            .WithFile(Run, "manifest.json", RecordedFile("4-docs-generate/manifest.json"))
            .WithFile(Run, "catalog.json", RecordedFile("4-docs-generate/catalog.json"))
            .WithFile(Run, "sources.json", RecordedFile("1-source-freshness/sources.json"));
    }

    public static byte[] RecordedFile(string file) => File.ReadAllBytes(Contract.Repository.PathOf(["tests", "Operator.Tests", "Staging", "Recorded", .. file.Split('/')]));

    public DbtCloudDouble With(FakeRun run)
    {
        _runs.RemoveAll(other => other.Id == run.Id);
        _runs.Add(run);
        return this;
    }

    public DbtCloudDouble WithFile(string run, string file, byte[] content, int? step = null)
    {
        _files[(run, file, step)] = content;
        return this;
    }

    public DbtCloudDouble WithFile(string run, string file, string content, int? step = null) => WithFile(run, file, Encoding.UTF8.GetBytes(content), step);

    public DbtCloudDouble Without(string run, string file, int? step = null)
    {
        _files.Remove((run, file, step));
        return this;
    }

    /// <summary>In place of the next answers at a path these are given, in turn; each gets the file that would have been it.</summary>
    public DbtCloudDouble Disturbed(string path, params Func<byte[]?, HttpResponseMessage>[] answers)
    {
        _disturbances.Add((path, new(answers)));
        return this;
    }

    /// <summary>An answer that ends too early, though it was announced in full.</summary>
    public static Func<byte[]?, HttpResponseMessage> CutAt(int length) => file => Bytes(file!.AsSpan(0, length).ToArray(), breaksOff: true);

    /// <summary>A proxy's idea of a whole answer.</summary>
    public static Func<byte[]?, HttpResponseMessage> EndingAt(int length) => file => Bytes(file!.AsSpan(0, length).ToArray(), breaksOff: false);

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        _times.Add(Clock?.GetUtcNow() ?? default);
        var path = request.RequestUri!.AbsolutePath.Replace($"/api/v2/accounts/{Account}/", "", StringComparison.Ordinal);
        var file = FileAt(path, request.RequestUri.Query);
        var disturbance = _disturbances.Find(one => one.Path == path && one.Answers.Count > 0);
        return disturbance.Answers is { } answers ? answers.Dequeue()(file) : path == "runs/" ? Reply.Json(DbtCloudDialogue.Enveloped(List(Uri.UnescapeDataString(request.RequestUri.Query)))) : OfRun(path, file);
    }

    private HttpResponseMessage OfRun(string path, byte[]? file) =>
        file is not null ? Bytes(file, breaksOff: false)
        : _runs.Find(run => path == $"runs/{run.Id}/") is { } run ? Reply.Json(DbtCloudDialogue.Enveloped(run.AskedAgain().Json(withSteps: true)))
        : Reply.Json("""{"status":{"code":404,"is_success":false,"user_message":"The requested resource was not found."},"data":null}""", 404);

    private byte[]? FileAt(string path, string query) => path.Split('/') is ["runs", var run, "artifacts", var file]
        ? _files.GetValueOrDefault((run, file, query.Length == 0 ? null : int.Parse(query.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture)))
        : null;

    /// <summary>Newest first, of the statuses and as many as the query wants.</summary>
    private string List(string query)
    {
        var limit = int.Parse(query.Split("limit=")[1].Split('&')[0], System.Globalization.CultureInfo.InvariantCulture);
        var wanted = _runs.Where(run => query.Split("status__in=")[1].Split('&')[0].Trim('[', ']').Split(',').Contains($"{run.Status}")).OrderBy(run => run.MinutesAgo).Take(limit);
        return $"[{string.Join(',', wanted.Select(run => run.Json(withSteps: false)))}]";
    }

    private static HttpResponseMessage Bytes(byte[] content, bool breaksOff) =>
        new(HttpStatusCode.OK) { Content = new StreamContent(breaksOff ? new BrokenStream(content) : new MemoryStream(content)) { Headers = { ContentType = new("application/json") } } };

    /// <summary>A connection that is cut behind so many bytes.</summary>
    private sealed class BrokenStream(byte[] content) : MemoryStream(content)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var count ? count : throw new HttpIOException(HttpRequestError.ResponseEnded);
    }
}

/// <summary>A run of that dbt Cloud.</summary>
internal sealed record FakeRun(string Id)
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 25, 10, 0, 0, TimeSpan.Zero);

    private int _asked;

    public int Status { get; init; } = 10;

    public string Job { get; init; } = "54321";

    public int MinutesAgo { get; init; } = 60;

    public bool IsCi { get; init; }

    /// <summary>How often it has to be asked for until its files are stored.</summary>
    public int StoredAfter { get; init; }

    public IReadOnlyList<string> Commands { get; init; } = ["dbt source freshness", "dbt run", "dbt test", "dbt docs generate"];

    public FakeRun AskedAgain()
    {
        _asked++;
        return this;
    }

    public string Json(bool withSteps) => $$"""
        {"id":{{Id}},"job_definition_id":{{Job}},"project_id":98765,"environment_id":777,"status":{{Status}},"artifacts_saved":{{(_asked >= StoredAfter ? "true" : "false")}},
         "finished_at":"{{Noon.AddMinutes(-MinutesAgo):yyyy-MM-dd HH:mm:ss}}+00:00","trigger":{"cause_category":"{{(IsCi ? "ci" : "scheduled")}}"},"run_steps":{{(withSteps ? Steps() : "[]")}}}
        """;

    private string Steps() => $"[{string.Join(',', Commands.Select((command, at) => $$"""{"id":{{at}},"index":{{at + 1}},"name":"Invoke dbt with `{{command}}`","status":10,"logs":"{{new string('x', 20_000)}}"}"""))}]";
}
