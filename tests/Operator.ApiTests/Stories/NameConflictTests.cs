using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sandbox.Controllers;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>
/// Two ingestions want a CronJob of one name, since hyphens are in names and between them. The operator's clock stands still: no retry
/// can come to the aid of who waits for the name.
/// </summary>
public sealed class NameConflictTests
{
    private const string Path = $"/apis/metadata-ingestion.io/v1alpha1/namespaces/{StoryWorld.Namespace}/dbtcloudingestions";
    private const string CronJobs = $"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/cronjobs";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?, string, string?> Pairs => new()
    {
        { "sales", "eu-daily", "sales-eu", "daily" },
        { "sales-eu", "daily", "sales", "eu-daily" },
        { "sales", "eu", "sales-eu", null },
        { "sales-eu", null, "sales", "eu" },
    };

    [Theory, MemberData(nameof(Pairs))]
    public async Task The_later_one_names_the_owner_and_the_first_is_untouched(string first, string? firstFilter, string second, string? secondFilter)
    {
        var cronJob = firstFilter is null ? first : $"{first}-{firstFilter}";
        await using var world = await SettledAsync(first, firstFilter);
        var before = (await world.CronJobAsync(cronJob))!;

        await world.ApplyAsync(Ingestion(world, second, secondFilter));

        var refused = await world.UntilConditionAsync(second, "CronJobsApplied", "NameConflict");
        Assert.Contains($"the CronJob \"{cronJob}\" exists and belongs to DbtCloudIngestion {first}; rename", refused.Condition("CronJobsApplied")!.Text("message"), StringComparison.Ordinal);
        Assert.Equal(("False", "NameConflict"), (refused.Condition("Ready")!.Text("status"), refused.Condition("Ready")!.Text("reason")));
        var filter = refused.Items("status", "ingestions").Single();
        Assert.Equal((null, null), (filter.Text("cronJob"), filter.Text("nextScheduleTime")));
        Assert.Equal(before.Text("metadata", "resourceVersion"), (await world.CronJobAsync(cronJob))!.Text("metadata", "resourceVersion"));
    }

    [Fact]
    public async Task Who_waits_gets_the_name_when_the_other_ingestion_is_deleted()
    {
        await using var world = await ConflictAsync();

        await world.Api.DeleteAsync($"{Path}/sales", Cancelled);

        await world.UntilReadyAsync("sales-eu");
        Assert.Equal("sales-eu", (await world.CronJobAsync("sales-eu-daily"))!.Items("metadata", "ownerReferences").Single().Text("name"));
    }

    [Fact]
    public async Task Who_waits_gets_the_name_when_the_other_ingestion_gives_its_filter_another()
    {
        await using var world = await ConflictAsync();

        await world.ApplyAsync(Ingestion(world, "sales", "eu-nightly"));

        await world.UntilReadyAsync("sales-eu");
        await world.UntilReadyAsync("sales");
        Assert.Equal("sales", (await world.CronJobAsync("sales-eu-nightly"))!.Items("metadata", "ownerReferences").Single().Text("name"));
    }

    [Fact]
    public async Task Deleting_the_one_that_waits_leaves_the_other_its_CronJob()
    {
        await using var world = await ConflictAsync();
        var before = (await world.CronJobAsync("sales-eu-daily"))!;

        await world.Api.DeleteAsync($"{Path}/sales-eu", Cancelled);

        await world.ApplyAsync(Ingestion(world, "sales", "eu-daily", "0 4 * * *"));
        var after = await world.UntilAsync(CronJobs, "sales-eu-daily", item => item.Text("spec", "schedule") == "0 4 * * *");
        Assert.Equal(before.Text("metadata", "uid"), after.Text("metadata", "uid"));
        await world.UntilReadyAsync("sales");
    }

    /// <summary>A person, or another tool, may give it away; then it is that one's, and whoever had it says so.</summary>
    [Fact]
    public async Task Who_has_lost_its_CronJob_to_another_owner_says_so_at_once()
    {
        await using var world = await SettledAsync("sales", "eu-daily");
        var map = (await world.Api.CreateAsync(
            $"/api/v1/namespaces/{StoryWorld.Namespace}/configmaps", new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = "theirs" } }, Cancelled))!;

        await world.Api.PatchAsync(
            $"{CronJobs}/sales-eu-daily",
            new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["labels"] = new JsonObject { ["metadata-ingestion.io/ingestion"] = "another" },
                    ["ownerReferences"] = new JsonArray(new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["name"] = "theirs", ["uid"] = map.Text("metadata", "uid"), ["controller"] = true }),
                },
            },
            Cancelled);

        var lost = await world.UntilConditionAsync("sales", "CronJobsApplied", "NameConflict");
        Assert.Contains("belongs to ConfigMap theirs", lost.Condition("Ready")!.Text("message"), StringComparison.Ordinal);
        Assert.Equal("another", (await world.CronJobAsync("sales-eu-daily"))!.At("metadata", "labels").Text("metadata-ingestion.io/ingestion"));
    }

    private static async Task<StoryWorld> ConflictAsync()
    {
        var world = await SettledAsync("sales", "eu-daily");
        await world.ApplyAsync(Ingestion(world, "sales-eu", "daily"));
        await world.UntilConditionAsync("sales-eu", "CronJobsApplied", "NameConflict");
        return world;
    }

    private static async Task<StoryWorld> SettledAsync(string name, string? filter)
    {
        var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(Ingestion(world, name, filter));
        await world.StartOperatorAsync(clock: new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        await world.UntilReadyAsync(name);
        return world;
    }

    private static JsonObject Ingestion(StoryWorld world, string name, string? filter, string cron = "0 3 * * *") => world.Ingestion(name, ingestion =>
    {
        ingestion["spec"]!["schedule"] = new JsonObject { ["cron"] = cron };
        ingestion["spec"]!["filters"] = filter is null ? null : new JsonArray(new JsonObject { ["name"] = filter, ["projectId"] = 98765, ["jobId"] = 54321 });
    });
}
