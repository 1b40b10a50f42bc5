using Operator.ApiTests.Outside;
using Sandbox.DbtCloud;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>
/// The job that the guide prescribes, recorded: run, test (one fails), docs generate. Asked itself, the real ingestion shows the failed
/// test as passed, or no test at all; what arrives of the steps that the init container has put together is what arrived when the real
/// one was given them, by a server that forgot test cases at once as the recorded one did.
/// </summary>
public sealed class StagedTestResultsTests
{
    [Theory]
    [InlineData("1.12.14.2")]
    [InlineData("1.13.6.3")]
    [InlineData("2.0.7.0")]
    public async Task What_arrives_is_what_the_recorded_version_sent(string version)
    {
        await using var world = await StagedAsync(version, fillTestMessages: true);

        Assert.Equal("5 Success, 1 Failed", StagedStory.TestResults(world));
        Assert.Equal(RecordedOutcome.All.Single(outcome => outcome.Case == "local-merged-steps-one-test-failed" && outcome.Version == version).TestResults, StagedStory.TestResults(world));
    }

    [Theory]
    [InlineData("1.12.14.2", "5 Success, 1 Failed")]
    [InlineData("1.13.6.3", "1 Failed")]
    [InlineData("2.0.7.0", "5 Success, 1 Failed")]
    public async Task Without_messages_of_ours_1_13_drops_the_tests_that_passed(string version, string results)
    {
        await using var world = await StagedAsync(version, fillTestMessages: false);

        Assert.Equal(results, StagedStory.TestResults(world));
    }

    /// <summary>As it was given to the recorded one: the newest version makes a test result of it.</summary>
    private static ReadOnlyMemory<byte> Freshness => ArtifactSet.OfShop("1-source-freshness").Find("sources.json")!.Value;

    private static async Task<StoryWorld> StagedAsync(string version, bool fillTestMessages)
    {
        var world = await StoryWorld.StartAsync(
            accounts => accounts.WithRun(DemoWorld.MartsRun, run => run with { Steps = [.. DemoWorld.StepsWithDocsLast.Select(step => step.Index == 7 ? step with { Artifacts = step.Artifacts.With("sources.json", Freshness) } : step)] }),
            catalog => catalog with { Version = version, ReadsBack = false });
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("analytics", ingestion => ingestion["spec"]!["artifacts"] = new System.Text.Json.Nodes.JsonObject { ["fillTestMessages"] = fillTestMessages }));
        await world.StartOperatorAsync();
        await world.UntilReadyAsync("analytics");
        world.StartControllers();
        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Succeeded");
        return world;
    }
}
