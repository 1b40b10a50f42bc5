using System.Text.Json.Nodes;
using Operator.DbtCloud;
using Operator.Outbound;
using Operator.Plan;
using Operator.Staging;
using Operator.Tests.Engine;
using Operator.Tests.Outbound;
using Xunit;

namespace Operator.Tests.Staging;

/// <summary>A fetch from the double of dbt Cloud into a folder of its own, with all that it leaves behind.</summary>
internal sealed class Fetched : IDisposable
{
    public const string Token = "dbtc_canary_0123456789";

    public static readonly FetchOrder Order = new() { For = "data/analytics-marts", Url = "https://ab123.us1.dbt.com", AccountId = DbtCloudDouble.Account, Wish = new RunWish { JobId = "54321" }, Spread = TimeSpan.Zero };

    // Longer than any wait: the clock moves over waits by itself, and must not move over these.
    private static readonly OutboundOptions Options = new() { CallTimeout = TimeSpan.FromDays(7), ArtifactTimeout = TimeSpan.FromDays(7), RequestsPerMinute = int.MaxValue, Repetitions = 0 };

    private static readonly string[] Whole = ["catalog.json", "manifest.json", "run_results.json", "sources.json"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("staging");

    public LogLines Log { get; } = new();

    public EagerClock Clock { get; } = new(TimeSpan.FromHours(2));

    public FetchMessage Message { get; private set; } = new();

    public IEnumerable<string> Files => _folder.EnumerateFiles().Select(file => file.Name).Order();

    public static async Task<Fetched> FromAsync(DbtCloudDouble cloud, Func<FetchOrder, FetchOrder>? edit = null)
    {
        var fetched = new Fetched();
        await fetched.AgainAsync(cloud, edit);
        return fetched;
    }

    public async Task AgainAsync(DbtCloudDouble cloud, Func<FetchOrder, FetchOrder>? edit = null, CancellationToken? killed = null)
    {
        var order = (edit?.Invoke(Order) ?? Order) with { Folder = _folder.FullName };
        cloud.Clock = Clock;
        var calls = OutboundCalls.Over(Options, cloud.Outside, Clock, () => 0.5);
        Message = await new Fetch(order, DbtAccount.At(order.Url, order.AccountId)!, AccessToken.From(Token)!, calls, () => 0.5, Clock, Log).RunAsync(killed ?? TestContext.Current.CancellationToken);
    }

    /// <summary>Those that the ingestion would take.</summary>
    public IEnumerable<string> NamedFiles => Files.Intersect(Whole);

    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    public string Text(string file) => File.ReadAllText(PathOf(file));

    public JsonNode Json(string file) => JsonNode.Parse(Text(file))!;

    /// <summary>Each result as node, status and message.</summary>
    public IEnumerable<string> Results() => Json("run_results.json")["results"]!.AsArray().Select(result => $"{(string)result!["unique_id"]!} {(string)result["status"]!} {(string?)result["message"]}");

    public void Dispose() => _folder.Delete(recursive: true);
}
