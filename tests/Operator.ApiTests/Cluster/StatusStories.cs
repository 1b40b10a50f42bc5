using Operator.ApiTests.Servers;
using Operator.Cluster;
using Operator.Resource;
using Xunit;

namespace Operator.ApiTests.Cluster;

public sealed class StatusStories(TestServers servers)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryServer]
    public async Task A_status_replaces_the_one_before_as_a_whole(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var ingestion = await standing.DeclaredAsync();
        Assert.IsType<WriteAnswer.Done>(await standing.Cluster.PublishAsync(ingestion, Status("old") with { Schedule = "17 */6 * * *" }, Token));

        var newest = standing.Cluster.Find(ingestion.Key)!;
        Assert.IsType<WriteAnswer.Done>(await standing.Cluster.PublishAsync(newest, Status("new"), Token));

        (await standing.Space.Get(Standing.PathOf("analytics"))).Ok().Has("status", """
            {"observedGeneration":1,"conditions":[
              {"type":"Ready","status":"True","observedGeneration":1,"lastTransitionTime":"2026-11-25T12:00:00Z","reason":"Succeeded","message":"new"}]}
            """);
    }

    [Theory, OnEveryServer]
    public async Task A_status_from_an_older_sight_is_not_published(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var seen = await standing.DeclaredAsync();
        (await standing.Space.MergePatch(Standing.PathOf("analytics"), """{"metadata":{"annotations":{"a":"b"}}}""")).Ok();

        Assert.IsType<WriteAnswer.Stale>(await standing.Cluster.PublishAsync(seen, Status("late"), Token));
        Assert.Null((await standing.Space.Get(Standing.PathOf("analytics"))).Ok()["status.conditions"]);
    }

    [Theory, OnEveryServer]
    public async Task A_status_of_a_deleted_ingestion_is_gone(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var seen = await standing.DeclaredAsync();
        (await standing.Space.Delete(Standing.PathOf("analytics"))).Ok();

        Assert.IsType<WriteAnswer.Gone>(await standing.Cluster.PublishAsync(seen, Status("late"), Token));
    }

    [Theory, OnEveryServer]
    public async Task A_status_that_the_schema_refuses_is_rejected(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var seen = await standing.DeclaredAsync();

        var answer = await standing.Cluster.PublishAsync(seen, new IngestionStatus { Conditions = [new Condition { Type = "Ready", Status = "Perhaps" }] }, Token);

        Assert.Contains("status.conditions", Assert.IsType<WriteAnswer.Rejected>(answer).Why, StringComparison.Ordinal);
    }

    [Theory, OnEveryServer]
    public async Task A_status_that_the_operator_wrote_comes_back_as_it_was(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var seen = await standing.DeclaredAsync();
        await standing.Cluster.PublishAsync(seen, Status("there") with { LastSuccessfulTime = Noon }, Token);

        var held = standing.Cluster.Find(seen.Key)!.Status!;

        Assert.Equal((1, Noon), (held.ObservedGeneration, held.LastSuccessfulTime));
        Assert.Equal(Status("there").Conditions!.Single(), held.Conditions!.Single());
    }

    private static IngestionStatus Status(string message) => new()
    {
        ObservedGeneration = 1,
        Conditions = [new Condition { Type = "Ready", Status = "True", ObservedGeneration = 1, LastTransitionTime = Noon, Reason = "Succeeded", Message = message }],
    };
}
