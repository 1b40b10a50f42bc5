using System.Text.Json;
using Operator.Plan;
using Operator.Resource;
using Operator.Tests.Contract;
using Operator.Tests.Outbound;
using Xunit;

namespace Operator.Tests.Staging;

/// <summary>
/// Ten filters of one account in the same minute, as the plan orders their fetches. Pods know nothing of one another, so each is fetched
/// alone from a dbt Cloud that answers at once, and the calls of all are laid over one another.
/// </summary>
public sealed class CallsPerMinuteTests
{
    private const int GrantedAMinute = 100;

    [Theory]
    [InlineData(60, false)]
    [InlineData(1, false)]
    [InlineData(0, false)]
    [InlineData(60, true)]
    public async Task Ten_filters_stay_within_what_one_token_is_granted(int spread, bool areRequested)
    {
        var most = 0;
        foreach (var filters in Enumerable.Range(0, spread == 60 && !areRequested ? 10 : 1))
        {
            List<DateTimeOffset> calls = [];
            foreach (var order in Orders($"set{filters}", spread))
            {
                calls.AddRange(await CallsAsync(ManySteps(12), order with { IsRequested = areRequested }));
            }

            Assert.Equal(10 * (6 + 12 - 1), calls.Count);
            most = Math.Max(most, MostWithinAMinute(calls));
        }

        Assert.InRange(most, 60, GrantedAMinute);
    }

    [Theory]
    [InlineData("few steps", 3, 6 + 3 - 1)]
    [InlineData("many steps", 40, 6 + 40 - 1)]
    [InlineData("errors all the way", 3, 10 + 3)]
    [InlineData("silences", 3, 6 + 3 - 1 + 2)]
    [InlineData("a newer run without tests", 12, 6 + 12 - 1 + 1)]
    public async Task Whatever_happens_one_fetch_makes_no_more_than_ten_calls_a_minute(string what, int steps, int atLeast)
    {
        var calls = await CallsAsync(Happening(what, ManySteps(steps)), Orders("one", 0)[0]);

        Assert.InRange(calls.Count, Math.Min(atLeast, 10), 100);
        Assert.InRange(MostWithinAMinute(calls), 1, 10);
        Assert.All(calls.Zip(calls.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, TimeSpan.FromSeconds(1), TimeSpan.MaxValue));
    }

    [Fact]
    public async Task A_fetch_of_usual_size_waits_for_nothing_but_the_second_between_its_calls()
    {
        var calls = await CallsAsync(ManySteps(3), Orders("one", 0)[0]);

        Assert.Equal((8, TimeSpan.FromSeconds(7)), (calls.Count, calls[^1] - calls[0]));
    }

    [Fact]
    public async Task A_longer_wait_for_a_turn_is_told()
    {
        using var fetched = await Fetched.FromAsync(ManySteps(12));

        Assert.Contains(fetched.Log.All, line => line.Text.EndsWith("since one fetch makes no more than 10 calls a minute", StringComparison.Ordinal));
    }

    private static DbtCloudDouble Happening(string what, DbtCloudDouble cloud)
    {
        string[] files = ["manifest.json", "catalog.json", "sources.json"];
        var artifacts = $"runs/{DbtCloudDouble.Run}/artifacts/";
        return what switch
        {
            "errors all the way" => files.Aggregate(cloud, (one, file) => one.Disturbed(artifacts + file, _ => Reply.Status(503), _ => Reply.Status(503))).Disturbed("runs/", _ => Reply.Status(503), _ => Reply.Status(503)),
            "silences" => cloud.Disturbed("runs/", _ => Reply.TooMany(TimeSpan.FromSeconds(1)), _ => Reply.TooMany(TimeSpan.FromSeconds(1))),
            "a newer run without tests" => cloud.With(new FakeRun("1002") { Status = 20, MinutesAgo = 5, Commands = ["dbt deps"] }),
            _ => cloud,
        };
    }

    /// <summary>Each step but the first ran tests of its own.</summary>
    private static DbtCloudDouble ManySteps(int steps)
    {
        var cloud = DbtCloudDouble.Recorded().With(new FakeRun(DbtCloudDouble.Run) { Commands = ["dbt deps", .. Enumerable.Repeat("dbt test", steps)] });
        for (var step = 2; step <= steps + 1; step++)
        {
            cloud.WithFile(DbtCloudDouble.Run, "run_results.json", $$"""{"results":[{"unique_id":"test.{{step}}","status":"pass","message":null}]}""", step);
        }

        return cloud;
    }

    private static IReadOnlyList<FetchOrder> Orders(string name, int spread)
    {
        var filters = string.Join(", ", Enumerable.Range(0, 10).Select(filter => $"{{name: f{filter}, jobId: 54321}}"));
        var ingestion = Yaml.Read($$"""
            metadata: {name: {{name}}, namespace: data}
            spec:
              account: {id: "{{DbtCloudDouble.Account}}", url: https://ab123.us1.dbt.com, tokenSecretRef: {name: dbt-cloud} }
              filters: [{{filters}}]
              schedule: {cron: 0 */6 * * *}
              openMetadata: {url: http://openmetadata:8585, tokenSecretRef: {name: bot}, databaseService: warehouse}
            """).Deserialize(ResourceJson.Default.DbtCloudIngestion)!;
        return [.. Selection.AllOf(ingestion).Select(selection => FetchOrders.Of(ingestion, selection, "ingestion:1", new PlanOptions { FetchSpread = TimeSpan.FromSeconds(spread) }))];
    }

    private static async Task<IReadOnlyList<DateTimeOffset>> CallsAsync(DbtCloudDouble cloud, FetchOrder order)
    {
        using var fetched = await Fetched.FromAsync(cloud, _ => order);
        return cloud.Times;
    }

    private static int MostWithinAMinute(IEnumerable<DateTimeOffset> calls)
    {
        var times = calls.Order().ToArray();
        return times.Max(end => times.Count(time => time <= end && end - time < TimeSpan.FromMinutes(1)));
    }
}
