using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Sandbox.Outside;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>Two teams, two namespaces: what one brings upon itself from the outside, the other does not feel.</summary>
public sealed class NeighbourTests
{
    private const string Other = "finance";
    private const string OthersToken = "dbtc_finance_0123456789";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_that_is_silenced_for_an_hour_silences_no_other_of_the_account()
    {
        await using var world = await TwoTeamsAsync(OthersToken);
        world.DbtCloud.Faults.Add(Fault.TooManyRequests(TimeSpan.FromHours(1)) with { Token = OthersToken });
        await world.ApplyAsync(Theirs(world));
        await world.UntilIngestionAsync("sales", item => item.Condition("ConnectionVerified")?.Text("reason") == "RateLimited", Other);

        await AssertIsTestedAnewAsync(world);
    }

    [Fact]
    public async Task A_pod_that_was_told_to_be_silent_silences_its_own_namespace_even_where_both_have_the_same_token()
    {
        await using var world = await TwoTeamsAsync(DemoWorld.Token);
        await world.ApplyAsync(Theirs(world));
        await world.UntilReadyAsync("sales", Other);
        var cronJob = await world.Api.GetAsync($"/apis/batch/v1/namespaces/{Other}/cronjobs/sales-marts", Cancelled);
        var job = await PlayedJob.RunningAsync(world.Api, cronJob!);
        await job.FetchEndsAsync(3, """{"format":1,"http429":3,"reason":"RateLimited"}""");
        await job.FailsAsync();
        await world.UntilIngestionAsync("sales", item => item.Condition("LastRunSucceeded")?.Text("reason") == "RateLimited", Other);

        await AssertIsTestedAnewAsync(world);
        await world.ApplyAsync(Asking(Theirs(world)));
        var theirs = await world.UntilIngestionAsync("sales", item => item.Text("status", "lastHandledReconcileAt") == "now", Other);
        Assert.Contains("dbt Cloud asked for silence until", theirs["status"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_of_a_CronJob_that_somebody_else_made_silences_nobody()
    {
        await using var world = await StoryWorld.SettledAsync();
        var job = await PlayedJob.RunningAsync(world.Api, await StrangersCronJobAsync(world));
        await job.FetchEndsAsync(3, """{"format":1,"http429":3,"reason":"RateLimited"}""");
        await job.FailsAsync();

        await AssertIsTestedAnewAsync(world);
    }

    [Fact]
    public async Task Broken_servers_behind_a_host_cut_nobody_off_from_a_good_one_there()
    {
        await using var world = await TwoTeamsAsync(OthersToken);
        world.OpenMetadata.Faults.Add(Fault.Status(503) with { Path = "/bad" });
        for (var number = 1; number <= 6; number++)
        {
            await world.ApplyAsync(Theirs(world, $"sales-{number}", $"bad{number}/api"));
        }

        for (var number = 1; number <= 6; number++)
        {
            await world.UntilIngestionAsync($"sales-{number}", item => item.Condition("OpenMetadataVerified")?.Text("reason") == "Unreachable", Other);
        }

        await world.ApplyAsync(world.Ingestion("later"));
        var later = await world.UntilReadyAsync("later");
        Assert.Equal("Verified", later.Condition("OpenMetadataVerified")!.Text("reason"));
    }

    [Fact]
    public async Task A_wrong_key_of_a_Secret_is_not_verified_by_the_right_one_that_was_tested_a_moment_ago()
    {
        await using var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "old", "dbtc_expired_0123456789"));
        await world.StartOperatorAsync();
        await world.ApplyAsync(world.Ingestion("analytics"));
        await world.UntilReadyAsync("analytics");

        await world.ApplyAsync(world.Ingestion("wrong", item => item["spec"]!["account"]!["tokenSecretRef"]!["key"] = "old"));

        var wrong = await world.UntilIngestionAsync("wrong", item => item.Condition("ConnectionVerified") is not null);
        Assert.Equal("InvalidTokenOrHost", wrong.Condition("ConnectionVerified")!.Text("reason"));
    }

    [Fact]
    public async Task A_CA_bundle_that_is_too_large_is_told_and_holds_up_nobody()
    {
        await using var world = await TwoTeamsAsync(OthersToken);
        await world.ApplyAsync(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = "corp-ca", ["namespace"] = Other },
            ["data"] = new JsonObject { ["ca.crt"] = new string('#', 900_000) },
        });
        var theirs = Theirs(world);
        theirs["spec"]!["openMetadata"]!["caBundleRef"] = new JsonObject { ["kind"] = "ConfigMap", ["name"] = "corp-ca" };
        await world.ApplyAsync(theirs);

        var told = await world.UntilIngestionAsync("sales", item => item.Condition("SecretsResolved")?.Text("reason") == "CaBundleTooLarge", Other);

        Assert.Contains("the key \"ca.crt\" of the ConfigMap \"corp-ca\" has more than 256 KiB", told.Condition("SecretsResolved")!.Text("message"), StringComparison.Ordinal);
        await AssertIsTestedAnewAsync(world);
    }

    [Fact]
    public async Task A_host_whose_lists_do_not_end_is_UnexpectedResponse()
    {
        var answer = EchoServer.Http("200 OK", $$"""{"status":{"code":200},"data":[{{string.Join(',', Enumerable.Repeat("{}", 300_000))}}]}""");
        await using var far = new EchoServer(_ => answer);
        await using var world = await TwoTeamsAsync(OthersToken);
        var theirs = Theirs(world);
        theirs["spec"]!["account"]!["url"] = far.At(0);
        await world.ApplyAsync(theirs);

        var told = await world.UntilIngestionAsync("sales", item => item.Condition("ConnectionVerified")?.Text("reason") == "UnexpectedResponse", Other);

        Assert.Contains("answered with more than the operator reads", told.Condition("ConnectionVerified")!.Text("message"), StringComparison.Ordinal);
        await AssertIsTestedAnewAsync(world);
    }

    private static async Task<StoryWorld> TwoTeamsAsync(string othersToken)
    {
        var world = await StoryWorld.StartAsync(accounts => accounts with { Tokens = [.. accounts.Tokens, new DbtToken(OthersToken, DemoWorld.AccountId)] });
        await world.ApplyAsync(Manifests.Namespace(Other));
        await world.ApplySecretsAsync();
        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "token", othersToken, Other));
        await world.ApplyAsync(Manifests.Secret("openmetadata-bot", "jwtToken", world.BotToken, Other));
        await world.ApplyAsync(world.Ingestion("analytics"));
        await world.StartOperatorAsync();
        await world.UntilReadyAsync("analytics");
        return world;
    }

    /// <summary>A person asks for a test, and it is made.</summary>
    private static async Task AssertIsTestedAnewAsync(StoryWorld world)
    {
        var before = world.DbtCloud.Requests.All.Count(request => request.Token == DemoWorld.Token);

        await world.ApplyAsync(world.Ingestion("analytics", item => Asking(item)));

        var tested = await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastHandledReconcileAt") == "now");
        Assert.Equal("Verified", tested.Condition("ConnectionVerified")!.Text("reason"));
        Assert.All(tested.Items("status", "connection", "checks"), check => Assert.Equal("Passed", check.Text("result")));
        Assert.True(world.DbtCloud.Requests.All.Count(request => request.Token == DemoWorld.Token) > before);
    }

    private static JsonObject Theirs(StoryWorld world, string name = "sales", string? openMetadata = null) => world.Ingestion(name, item =>
    {
        item["metadata"]!["namespace"] = Other;
        if (openMetadata is not null)
        {
            item["spec"]!["openMetadata"]!["url"] = new Uri(world.OpenMetadata.Api, "/" + openMetadata).AbsoluteUri;
        }
    });

    private static JsonObject Asking(JsonObject ingestion)
    {
        ingestion["metadata"]!["annotations"] = new JsonObject { ["reconcile.fluxcd.io/requestedAt"] = "now" };
        return ingestion;
    }

    /// <summary>A CronJob as ours, made by somebody else: it carries the label, and no ingestion owns it.</summary>
    private static async Task<JsonObject> StrangersCronJobAsync(StoryWorld world)
    {
        var copy = (await RunStories.CronJobAsync(world)).DeepClone().AsObject();
        copy.Remove("status");
        copy["metadata"] = new JsonObject
        {
            ["name"] = "stranger",
            ["namespace"] = StoryWorld.Namespace,
            ["labels"] = copy["metadata"]!["labels"]!.DeepClone(),
        };
        return (await world.Api.CreateAsync($"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/cronjobs", copy, Cancelled))!;
    }
}
