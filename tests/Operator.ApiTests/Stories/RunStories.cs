using System.Text.Json.Nodes;

namespace Operator.ApiTests.Stories;

/// <summary>Where the stories of runs begin.</summary>
internal static class RunStories
{
    public const string JobsPath = $"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/jobs";

    /// <summary>A world in which analytics is ready, and nothing has run.</summary>
    public static async Task<StoryWorld> SettledAsync()
    {
        var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("analytics"));
        await world.StartOperatorAsync();
        await world.UntilReadyAsync("analytics");
        return world;
    }

    public static async Task<JsonObject> CronJobAsync(StoryWorld world, string name = "analytics-marts") => (await world.CronJobAsync(name))!;
}
