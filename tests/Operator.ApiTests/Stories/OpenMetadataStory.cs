using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Sandbox.OpenMetadata;
using Sandbox.Outside;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>How stories of OpenMetadata's side begin and end.</summary>
internal static class OpenMetadataStory
{
    public static async Task<StoryWorld> SettingAsync(
        Func<OpenMetadataWorld, OpenMetadataWorld>? catalog = null, Action<JsonObject>? spoil = null, Fault? fault = null, Func<DbtCloudWorld, DbtCloudWorld>? accounts = null)
    {
        var world = await StoryWorld.StartAsync(accounts, catalog);
        if (fault is not null)
        {
            world.OpenMetadata.Faults.Add(fault);
        }

        await StartAsync(world, spoil);
        return world;
    }

    public static async Task StartAsync(StoryWorld world, Action<JsonObject>? spoil = null)
    {
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("analytics", spoil));
        await world.StartOperatorAsync();
    }

    public static async Task<JsonObject> FailsAsync(StoryWorld world, string check, string reason, string fix)
    {
        var told = await ToldAsync(world, check, reason, fix, "Failed");
        Assert.Equal("False", told.Condition("OpenMetadataVerified").Text("status"));
        return told;
    }

    public static async Task<JsonObject> WarnsAsync(StoryWorld world, string check, string reason, string fix)
    {
        var told = await ToldAsync(world, check, reason, fix, "Warning");
        Assert.Equal("True", told.Condition("OpenMetadataVerified").Text("status"));
        return told;
    }

    /// <summary>Reason and fix stand at the check and in the condition; nothing of it hinders the CronJob.</summary>
    private static async Task<JsonObject> ToldAsync(StoryWorld world, string check, string reason, string fix, string result)
    {
        var told = await world.UntilConditionAsync("analytics", "OpenMetadataVerified", reason);
        Assert.Equal((result, reason), (Check(told, check).Text("result"), Check(told, check).Text("reason")));
        Assert.Contains(fix, Check(told, check).Text("message"), StringComparison.Ordinal);
        Assert.Contains(fix, told.Condition("OpenMetadataVerified").Text("message"), StringComparison.Ordinal);
        Assert.Equal("True", told.Condition("Ready").Text("status"));
        return told;
    }

    public static JsonObject? Check(JsonObject ingestion, string name) =>
        ingestion.Items("status", "connection", "checks").FirstOrDefault(check => check.Text("name") == name);
}
