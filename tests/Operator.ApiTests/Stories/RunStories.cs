using System.Text.Json.Nodes;

namespace Operator.ApiTests.Stories;

/// <summary>Where the stories of runs begin.</summary>
internal static class RunStories
{
    public const string JobsPath = $"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/jobs";

    public static async Task<JsonObject> CronJobAsync(StoryWorld world, string name = "analytics-marts") => (await world.CronJobAsync(name))!;
}
