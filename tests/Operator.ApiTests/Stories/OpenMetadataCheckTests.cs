using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.OpenMetadata;
using Sandbox.Outside;
using Xunit;
using static Operator.ApiTests.Stories.OpenMetadataStory;

namespace Operator.ApiTests.Stories;

/// <summary>OpenMetadata's side of the connection test: one thing is broken at a time, and the status tells the reason and the fix.</summary>
public sealed class OpenMetadataCheckTests
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task All_is_well_and_costs_four_questions_and_the_pipeline_one_call()
    {
        await using var world = await SettingAsync();

        var told = await world.UntilConditionAsync("analytics", "OpenMetadataVerified", "Verified");

        Assert.Equal(["Passed", "Passed", "Passed"], ((string[])["OpenMetadata", "BotToken", "DatabaseService"]).Select(name => Check(told, name).Text("result")));
        Assert.Equal(["GET", "GET", "GET", "GET", "POST"], world.OpenMetadata.Requests.All.Select(request => request.Method));
    }

    [Fact]
    public async Task A_token_past_its_end_is_told_with_the_day_and_nothing_is_asked_with_it()
    {
        await using var world = await SettingAsync(Expiring(Now.AddHours(-1)));

        var told = await FailsAsync(world, "BotToken", "TokenExpired", "make a new token of the ingestion bot");

        Assert.Equal("Skipped", Check(told, "DatabaseService").Text("result"));
        Assert.DoesNotContain(world.OpenMetadata.Requests.All, request => request.Token is not null);
    }

    [Fact]
    public async Task A_token_that_ends_within_a_week_is_a_warning_and_the_condition_holds()
    {
        await using var world = await SettingAsync(Expiring(Now.AddDays(6)));

        var told = await WarnsAsync(world, "BotToken", "TokenExpiresSoon", "\"openmetadata-bot\" under \"jwtToken\"");

        Assert.Equal("Passed", Check(told, "DatabaseService").Text("result"));
    }

    [Fact]
    public async Task The_end_of_a_token_is_noticed_when_it_comes()
    {
        await using var world = await SettingAsync(Expiring(Now.AddSeconds(4)));

        await FailsAsync(world, "BotToken", "TokenExpired", "make a new token of the ingestion bot");
    }

    [Fact]
    public async Task A_token_that_OpenMetadata_refuses_is_told_apart_from_one_that_has_ended()
    {
        await using var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(Manifests.Secret("openmetadata-bot", "jwtToken", "no-web-token-at-all"));
        await world.ApplyAsync(world.Ingestion("analytics"));
        await world.StartOperatorAsync();

        await FailsAsync(world, "BotToken", "InvalidToken", "(401)");

        await world.ApplyAsync(Manifests.Secret("openmetadata-bot", "jwtToken", world.BotToken));
        await world.UntilConditionAsync("analytics", "OpenMetadataVerified", "Verified");
    }

    [Fact]
    public async Task A_bot_without_rights_is_told_what_to_give_it()
    {
        await using var world = await SettingAsync(fault: Fault.Status(403) with { Path = "/databaseServices" });

        await FailsAsync(world, "BotToken", "InvalidToken", "role of the ingestion bot");
    }

    [Fact]
    public async Task An_OpenMetadata_that_falls_silent_keeps_its_verdict_dated()
    {
        await using var world = await SettingAsync();
        await world.UntilConditionAsync("analytics", "OpenMetadataVerified", "Verified");
        world.OpenMetadata.Faults.Add(Fault.Status(503));

        await world.ApplyAsync(world.Ingestion("analytics", ingestion => ingestion["metadata"]!["annotations"] = new JsonObject { ["reconcile.fluxcd.io/requestedAt"] = "now" }));

        var told = await world.UntilIngestionAsync("analytics", item => Check(item, "OpenMetadata").Text("result") == "Warning");
        Assert.Contains(" stands.", Check(told, "OpenMetadata").Text("message"), StringComparison.Ordinal);
        Assert.Equal(("Passed", "Passed"), (Check(told, "BotToken").Text("result"), Check(told, "DatabaseService").Text("result")));
        Assert.Equal(("True", "True"), (told.Condition("OpenMetadataVerified").Text("status"), told.Condition("Ready").Text("status")));
    }

    [Fact]
    public async Task Before_the_first_verdict_a_silent_OpenMetadata_is_unknown()
    {
        await using var world = await SettingAsync(fault: Fault.Status(503));

        var told = await world.UntilConditionAsync("analytics", "OpenMetadataVerified", "Unreachable");

        Assert.Equal(["Unknown", "Unknown", "Unknown"], ((string[])["OpenMetadata", "BotToken", "DatabaseService"]).Select(name => Check(told, name).Text("result")));
    }

    private static Func<OpenMetadataWorld, OpenMetadataWorld> Expiring(DateTimeOffset end) => metadata => metadata with { Bots = [Bot.Named("ingestion-bot", end)] };
}
