using Sandbox.Controllers;
using Sandbox.Kubernetes;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>What the reporting of runs costs the API server when many go on at once.</summary>
public sealed class RunBurstTests
{
    private const string Operator = "dbt-cloud-ingestion-operator";
    private const int Jobs = 100;

    private static readonly ParallelOptions Wide = new() { MaxDegreeOfParallelism = Jobs };

    [Fact]
    public async Task A_hundred_Jobs_at_once_cost_two_status_writes_each_and_no_poll()
    {
        await using var world = await StoryWorld.StartAsync();
        var names = await SettledAsync(world);
        world.Kubernetes.Requests.Clear();

        await Parallel.ForEachAsync(names, Wide, async (name, _) =>
        {
            var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world, $"{name}-marts"));
            await world.UntilIngestionAsync(name, item => item.Text("status", "lastRun", "result") == "Running");
            await job.ContainerEndsAsync(0, "Completed");
            await job.SucceedsAsync();
            await world.UntilIngestionAsync(name, item => item.Text("status", "lastRun", "result") == "Succeeded");
        });

        var (events, others) = Parted(world.Kubernetes.Requests.WritesBesideLeases(Operator));
        var statusWrites = others.GroupBy(write => write.Path).ToList();
        Assert.Equal(names.Select(name => $"/apis/metadata-ingestion.io/v1alpha1/namespaces/data/dbtcloudingestions/{name}/status"), statusWrites.Select(writes => writes.Key).Order(StringComparer.Ordinal));
        Assert.All(statusWrites, writes => Assert.InRange(writes.Count(), 1, 2));
        Assert.InRange(events.Count, Jobs, 2 * Jobs);
        AssertNothingIsPolled(world);
    }

    /// <summary>A run has one event when it begins and one when it ends; one that has ended when it is first seen, the latter alone.</summary>
    private static (IReadOnlyList<LoggedRequest> Events, IReadOnlyList<LoggedRequest> Others) Parted(IEnumerable<LoggedRequest> writes)
    {
        var parts = writes.ToLookup(write => write.Path.EndsWith("/events", StringComparison.Ordinal));
        return ([.. parts[true]], [.. parts[false]]);
    }

    private static async Task<IReadOnlyList<string>> SettledAsync(StoryWorld world)
    {
        var names = Enumerable.Range(0, Jobs).Select(number => $"burst-{number:00}").ToList();
        await world.ApplySecretsAsync();
        await Parallel.ForEachAsync(names, Wide, async (name, _) => await world.ApplyAsync(world.Ingestion(name)));
        await world.StartOperatorAsync(options => options with { Outbound = options.Outbound with { RequestsPerMinute = 100_000 } });
        foreach (var name in names)
        {
            await world.UntilReadyAsync(name);
        }

        return names;
    }

    /// <summary>Beside watches it asks for the bot's token, for the log of a run that has ended, and for the pods of a Job whose end the watch of the pods has not told yet: once.</summary>
    private static void AssertNothingIsPolled(StoryWorld world)
    {
        var reads = world.Kubernetes.Requests.All.Where(IsRead).ToList();

        Assert.All(reads, read => Assert.Matches("^/api/v1/namespaces/data/(pods|pods/[a-z0-9-]+/log|secrets/[a-z-]+)$", read.Path));
        Assert.InRange(reads.Count(read => read.Path.EndsWith("/pods", StringComparison.Ordinal)), 0, Jobs);
        Assert.InRange(reads.Count(read => read.Path.EndsWith("/log", StringComparison.Ordinal)), 1, Jobs);
        Assert.InRange(reads.Count(read => read.Path.Contains("/secrets/", StringComparison.Ordinal)), 1, 2 * Jobs);
    }

    private static bool IsRead(LoggedRequest request) =>
        request is { IsWrite: false, IsWatch: false } && request.UserAgent.Contains(Operator, StringComparison.Ordinal) && !request.Path.Contains("/leases/", StringComparison.Ordinal);
}
