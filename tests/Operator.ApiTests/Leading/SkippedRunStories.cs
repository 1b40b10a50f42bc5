using Operator.ApiTests.Stories;
using Sandbox.Controllers;
using Xunit;

namespace Operator.ApiTests.Leading;

/// <summary>What one leader has seen to succeed, the next one does not have ingested again.</summary>
public sealed class SkippedRunStories
{
    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_next_leader_knows_what_the_last_one_saw_succeed(bool leavesInOrder)
    {
        await using var pair = await Pair.IdleAsync(TestContext.Current.CancellationToken);
        await pair.World.ApplyAsync(pair.World.Ingestion(Pair.Name, StagedStory.SkipsUnchanged));
        await pair.World.UntilReadyAsync(Pair.Name);
        pair.World.StartControllers();
        await StagedStory.EndsAsync(pair.World, await StagedStory.SlotAsync(pair.World), "Succeeded");

        await (leavesInOrder ? pair.One.StopAsync() : FreezeAsync(pair));
        await pair.Two.TakesOverAsync();

        var told = await StagedStory.EndsAsync(pair.World, await StagedStory.SlotAsync(pair.World), "Skipped");
        Assert.Equal(1, StagedStory.Ingestions(pair.World));
        Assert.Equal(0, StagedStory.Filter(told).Number("consecutiveFailures"));
    }

    private static Task FreezeAsync(Pair pair)
    {
        pair.One.Freeze();
        return Task.CompletedTask;
    }
}
