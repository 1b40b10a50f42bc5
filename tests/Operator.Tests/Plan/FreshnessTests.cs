using System.Text.Json;
using k8s.Models;
using Operator.Plan;
using Operator.Resource;
using Operator.Tests.Contract;
using Xunit;
using static System.Globalization.CultureInfo;

namespace Operator.Tests.Plan;

/// <summary>Each case of freshness.yaml is one story of a filter: what stands in its status, what the cluster has, what the hour is.</summary>
public sealed class FreshnessTests
{
    private static readonly JsonElement Stories = JsonSerializer.SerializeToElement(Yaml.Read(Repository.Read("tests", "Operator.Tests", "Plan", "freshness.yaml")));

    public static TheoryData<string> Names => [.. Stories.EnumerateObject().Select(story => story.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_hour_and_the_world_decide(string name)
    {
        var story = Stories.GetProperty(name);

        var told = Freshness.Of(IngestionOf(story), PlannedOf(story), Time(story, "now")!.Value);

        Assert.Equal(Text(story, "fresh"), told.Finding.Reason.Name);
        Assert.Contains(Text(story, "says") ?? "", told.Finding.Message, StringComparison.Ordinal);
        Assert.Equal(Time(story, "wakes"), told.NewsAt);
        Assert.Equal(Time(story, "skipped"), told.Slots.LastSkipped);
        Assert.Equal(Time(story, "sinceIs") ?? Time(story, "since"), told.Slots.Since);
    }

    private static DbtCloudIngestion IngestionOf(JsonElement story) => new()
    {
        Metadata = new V1ObjectMeta { Name = "analytics", NamespaceProperty = "data", Generation = 2 },
        Spec = new IngestionSpec { Suspend = Has(story, "suspended") },
        Status = new IngestionStatus
        {
            ObservedGeneration = Has(story, "edited") ? 1 : 2,
            Ingestions = [new FilterStatus { Filter = "account", Schedule = Text(story, "wasCron") ?? Cron(story), ScheduledSince = Time(story, "since") }],
        },
    };

    private static PlannedIngestion PlannedOf(JsonElement story)
    {
        var desired = new V1CronJob { Metadata = new V1ObjectMeta { Name = "analytics" }, Spec = SpecOf(story, Text(story, "zone"), Has(story, "suspended") || Has(story, "paused")) };
        var live = desired with
        {
            Metadata = new V1ObjectMeta { Name = "analytics", CreationTimestamp = (Time(story, "created") ?? Time(story, "since"))?.UtcDateTime },
            Spec = SpecOf(story, Text(story, "wasZone") ?? Text(story, "zone"), Has(story, "suspended") || Has(story, "paused") || Has(story, "wasSuspended")),
            Status = new V1CronJobStatus { LastScheduleTime = Time(story, "lastSlot")?.UtcDateTime },
        };
        return new PlannedIngestion
        {
            Filter = "account",
            CronJobName = "analytics",
            Schedule = Cron(story),
            Desired = desired,
            Live = Has(story, "absent") ? null : live,
            Seen = Time(story, "newestFinished") is { } finished ? new FilterSeen(Reasons.RecentRunFound.RunFound, "", new DbtRunSeen("778", "1", "Success", finished, null, null)) : null,
            Runs = HistoryOf(story),
        };
    }

    private static RunHistory HistoryOf(JsonElement story) => new()
    {
        LastRun = Time(story, "runBegan") is { } began
            ? new RunStatus { Job = "analytics-1", StartTime = began, CompletionTime = Time(story, "runEnded"), Result = Has(story, "runEnded") ? "Failed" : "Running" }
            : null,
        Unfinished = Has(story, "runBegan") && !Has(story, "runEnded") ? "analytics-1" : null,
        LastSuccessfulTime = Time(story, "success"),
        LastIngested = Time(story, "success") is { } success
            ? new IngestedStatus { Job = "analytics-0", StartTime = success, DbtRunId = Text(story, "took") ?? "777", DbtRunFinishedAt = Time(story, "tookFinished"), Source = Text(story, "source") }
            : null,
        ConsecutiveFailures = Has(story, "runEnded") ? 1 : 0,
    };

    private static V1CronJobSpec SpecOf(JsonElement story, string? zone, bool isSuspended) => new()
    {
        Schedule = Cron(story),
        TimeZone = zone,
        Suspend = isSuspended,
        StartingDeadlineSeconds = Text(story, "deadline") switch { null => 600, "none" => null, var seconds => long.Parse(seconds, InvariantCulture) },
    };

    private static string Cron(JsonElement story) => Text(story, "cron") ?? "0 */6 * * *";

    private static bool Has(JsonElement story, string name) => story.TryGetProperty(name, out _);

    private static string? Text(JsonElement story, string name) => story.TryGetProperty(name, out var value) ? value.ToString() : null;

    private static DateTimeOffset? Time(JsonElement story, string name) => Text(story, name) is { } text ? DateTimeOffset.Parse(text + "Z", InvariantCulture) : null;
}
