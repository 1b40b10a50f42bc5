using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Sandbox.Outside;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>Each thing that people get wrong ends in its condition and reason, with a message that tells the fix.</summary>
public sealed class BadInputTests
{
    [Fact]
    public async Task A_bad_cron_expression_stalls_and_names_the_field()
    {
        await using var world = await SettingAsync(ingestion => ingestion["spec"]!["schedule"]!["cron"] = "61 * * * *");

        await EndsInAsync(world, "Stalled", "InvalidSchedule", "spec.schedule.cron");
    }

    [Fact]
    public async Task A_schedule_of_every_five_minutes_stalls_and_names_the_limit()
    {
        await using var world = await SettingAsync(ingestion => ingestion["spec"]!["schedule"]!["cron"] = "*/5 * * * *");

        await EndsInAsync(world, "Stalled", "ScheduleTooFrequent", "15 minutes");
    }

    [Fact]
    public async Task An_unknown_time_zone_stalls_and_names_it()
    {
        await using var world = await SettingAsync(ingestion => ingestion["spec"]!["schedule"]!["timeZone"] = "Europe/Atlantis");

        await EndsInAsync(world, "Stalled", "UnknownTimeZone", "Europe/Atlantis");
    }

    [Fact]
    public async Task A_missing_Secret_is_named_with_its_namespace()
    {
        await using var world = await SettingAsync(ingestion => ingestion["spec"]!["account"]!["tokenSecretRef"]!["name"] = "nowhere");

        await EndsInAsync(world, "SecretsResolved", "SecretNotFound", "\"nowhere\"");
    }

    [Fact]
    public async Task A_missing_key_is_named_together_with_those_that_are_there()
    {
        await using var world = await SettingAsync(ingestion => ingestion["spec"]!["account"]!["tokenSecretRef"]!["key"] = "apiToken");

        await EndsInAsync(world, "SecretsResolved", "SecretKeyMissing", "\"token\"");
    }

    [Fact]
    public async Task A_token_with_a_newline_is_told_how_to_be_stored()
    {
        await using var world = await SettingAsync();
        await world.ApplyAsync(Manifests.Secret("with-newline", "token", DemoWorld.Token + "\n"));
        await world.ApplyAsync(world.Ingestion("careless", ingestion => ingestion["spec"]!["account"]!["tokenSecretRef"]!["name"] = "with-newline"));

        var ingestion = await world.UntilConditionAsync("careless", "SecretsResolved", "SecretMalformed");

        Assert.Contains("echo -n", ingestion.Condition("SecretsResolved").Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_token_names_both_causes()
    {
        await using var world = await SettingAsync();
        await world.ApplyAsync(Manifests.Secret("old", "token", "dbtc_expired_0123456789"));
        await world.ApplyAsync(world.Ingestion("refused", ingestion => ingestion["spec"]!["account"]!["tokenSecretRef"]!["name"] = "old"));

        var ingestion = await world.UntilConditionAsync("refused", "ConnectionVerified", "InvalidTokenOrHost");

        Assert.Equal("False", ingestion.Condition("Ready").Text("status"));
        Assert.Contains("account.url", ingestion.Condition("ConnectionVerified").Text("message"), StringComparison.Ordinal);
        Assert.Null(await world.CronJobAsync("refused-marts"));
    }

    [Fact]
    public async Task A_host_that_nobody_listens_at_is_no_verdict_on_the_token()
    {
        await using var world = await SettingAsync(ingestion => ingestion["spec"]!["account"]!["url"] = "http://127.0.0.1:9");

        var ingestion = await EndsInAsync(world, "ConnectionVerified", "Unreachable", "refuses connections");

        Assert.Equal("Unknown", ingestion.Condition("ConnectionVerified").Text("status"));
    }

    [Fact]
    public async Task A_web_page_in_place_of_JSON_points_to_the_address()
    {
        await using var world = await StoryWorld.StartAsync();
        world.DbtCloud.Faults.Add(Fault.Html());
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("analytics"));
        await world.StartOperatorAsync();

        await EndsInAsync(world, "ConnectionVerified", "UnexpectedResponse", "account.url");
    }

    [Fact]
    public async Task The_operator_goes_on_serving_the_others()
    {
        await using var world = await SettingAsync(ingestion => ingestion["spec"]!["schedule"]!["cron"] = "61 * * * *");
        await world.UntilConditionAsync("analytics", "Stalled", "InvalidSchedule");

        await world.ApplyAsync(world.Ingestion("healthy"));

        await world.UntilReadyAsync("healthy");
    }

    private static async Task<StoryWorld> SettingAsync(Action<JsonObject>? spoil = null)
    {
        var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("analytics", spoil));
        await world.StartOperatorAsync();
        return world;
    }

    private static async Task<JsonObject> EndsInAsync(StoryWorld world, string condition, string reason, string fix)
    {
        var ingestion = await world.UntilConditionAsync("analytics", condition, reason);

        Assert.Equal("False", ingestion.Condition("Ready").Text("status"));
        Assert.Contains(fix, ingestion.Condition(condition).Text("message"), StringComparison.Ordinal);
        return ingestion;
    }
}
