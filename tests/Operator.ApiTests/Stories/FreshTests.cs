using System.Globalization;
using System.Text.Json.Nodes;
using Operator.Hosting;
using Operator.Tests.Engine;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>
/// Whether what is ingested is as new as the schedule promises. No CronJob controller is there unless the story plays it, and days pass on
/// the operator's clock alone.
/// </summary>
public sealed class FreshTests
{
    private const string CronJobPath = $"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/cronjobs/analytics-marts";

    /// <summary>The queue's timer is armed for a millisecond more than it has to wait.</summary>
    private static readonly TimeSpan More = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan DeadlineAndLeeway = TimeSpan.FromMinutes(12);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slot_that_the_CronJob_controller_lets_pass_is_told_when_its_time_is_over_and_until_it_works_again()
    {
        await using var world = await IngestedAsync(ClockOfNow());
        var slot = SlotOf(await world.UntilConditionAsync("analytics", "Fresh", "Fresh"));
        await world.StopOperatorAsync();

        // One that has just started looks once and has nothing to write; then the slot's time alone brings it to look again.
        var clock = ClockOfNow();
        await world.StartOperatorAsync(Alone, clock);
        await clock.PassAsync(slot + DeadlineAndLeeway - clock.GetUtcNow() + More, Cancelled);
        var told = await world.UntilConditionAsync("analytics", "Fresh", "MissedSchedule");

        Assert.Contains($"due at {slot.Rfc3339()}", told.Condition("Fresh").Text("message"), StringComparison.Ordinal);
        Assert.Equal(("False", "True"), (told.Condition("Fresh").Text("status"), told.Condition("Ready").Text("status")));
        Assert.Contains("dbtcloudingestion_fresh{namespace=\"data\",name=\"analytics\"} 0", await world.MetricsAsync(), StringComparison.Ordinal);

        await world.StopOperatorAsync();
        clock.Advance(TimeSpan.FromHours(1));
        await TakenAsync(world, slot.AddDays(1));
        await world.StartOperatorAsync(Alone, clock);
        await world.UntilConditionAsync("analytics", "Fresh", "Fresh");
        Assert.Contains("dbtcloudingestion_fresh{namespace=\"data\",name=\"analytics\"} 1", await world.MetricsAsync(), StringComparison.Ordinal);

        await world.StopOperatorAsync();
        Assert.Equal(["Warning MissedSchedule", "Normal Fresh"], (await RunEventTests.EventsAsync(world)).Where(happened => happened.Text("reason") is "MissedSchedule" or "Fresh").Select(happened => $"{happened.Text("type")} {happened.Text("reason")}"));
    }

    [Fact]
    public async Task A_slot_that_passed_while_the_operator_was_away_is_told_when_it_is_back()
    {
        var clock = ClockOfNow();
        await using var world = await IngestedAsync(clock);
        await world.UntilConditionAsync("analytics", "Fresh", "Fresh");
        await world.StopOperatorAsync();

        clock.Advance(TimeSpan.FromHours(3));
        await world.StartOperatorAsync(Alone, clock);
        await world.UntilConditionAsync("analytics", "Fresh", "MissedSchedule");

        await world.StopOperatorAsync();
        clock.Advance(TimeSpan.FromHours(3));
        await world.StartOperatorAsync(Alone, clock);
        await world.ApplyAsync(world.Ingestion("later"));
        await world.UntilReadyAsync("later");
        await world.StopOperatorAsync();
        Assert.Single(await RunEventTests.EventsAsync(world), happened => happened.Text("reason") == "MissedSchedule");
    }

    [Fact]
    public async Task Metadata_that_stays_behind_dbt_Cloud_for_more_than_a_cadence_is_stale()
    {
        var clock = ClockOfNow();
        await using var world = await IngestedAsync(clock);
        var slot = SlotOf(await world.UntilConditionAsync("analytics", "Fresh", "Fresh"));
        var failing = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        await failing.ContainerEndsAsync(1, "Error");
        await failing.FailsAsync();
        await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Failed");

        await ADayLaterAsync(world, clock, slot);

        var told = await world.UntilConditionAsync("analytics", "Fresh", "Stale");
        Assert.Contains("is not ingested", told.Condition("Fresh").Text("message"), StringComparison.Ordinal);
        Assert.Contains("see LastRunSucceeded", told.Condition("Fresh").Text("message"), StringComparison.Ordinal);
        Assert.Equal("True", told.Condition("Ready").Text("status"));

    }

    internal const long NewRun = DemoWorld.MartsRun + 1_000;

    /// <summary>The controller takes two slots and dbt Cloud has a run between them, a day and an hour after what is ingested.</summary>
    internal static async Task ADayLaterAsync(StoryWorld world, TimerTime clock, DateTimeOffset slot)
    {
        var finished = clock.GetUtcNow().AddHours(25);
        world.DbtCloud.Change(accounts => accounts.WithNewRun(DemoWorld.Finished(NewRun, DemoWorld.MartsJob, finished, DemoWorld.BuiltSteps)));
        await TakenAsync(world, slot.AddDays(1));

        // Watches do not outlive a leap of the clock.
        await world.StopOperatorAsync();
        clock.Advance(TimeSpan.FromHours(26));
        await world.StartOperatorAsync(Alone, clock);
    }

    /// <summary>A world in which analytics is ingested once a day, next in an hour and a half, and has been just now.</summary>
    internal static async Task<StoryWorld> IngestedAsync(TimerTime clock)
    {
        var next = clock.GetUtcNow().AddMinutes(90);
        var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("analytics", ingestion =>
        {
            ingestion["spec"]!["schedule"]!["cron"] = string.Create(CultureInfo.InvariantCulture, $"{next.Minute} {next.Hour} * * *");
            ingestion["spec"]!["connectionTest"] = new JsonObject { ["interval"] = "24h" };
        }));
        await world.StartOperatorAsync(Alone, clock);
        await world.UntilReadyAsync("analytics");
        await RunsWellAsync(world);
        return world;
    }

    internal static TimerTime ClockOfNow()
    {
        var clock = new TimerTime();
        clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));
        return clock;
    }

    internal static DateTimeOffset SlotOf(JsonObject ingestion) =>
        DateTimeOffset.Parse(ingestion.Items("status", "ingestions").Single().Text("nextScheduleTime")!, CultureInfo.InvariantCulture);

    private static async Task RunsWellAsync(StoryWorld world)
    {
        var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        await job.ContainerEndsAsync(0, "Completed");
        await job.SucceedsAsync();
        await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastRun", "job") == job.Name && item.Text("status", "lastRun", "result") == "Succeeded");
    }

    private static async Task TakenAsync(StoryWorld world, DateTimeOffset slot) => Assert.NotNull(await world.Api.PatchAsync(
        CronJobPath + "/status", new JsonObject { ["status"] = new JsonObject { ["lastScheduleTime"] = slot.Rfc3339() } }, Cancelled));

    /// <summary>Without an election: its Lease would expire while the clock jumps.</summary>
    private static OperatorOptions Alone(OperatorOptions options) => options with { LeaderElect = false };
}
