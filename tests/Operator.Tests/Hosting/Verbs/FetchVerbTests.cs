using Microsoft.AspNetCore.Http;
using Operator.Plan;
using Operator.Tests.Outbound;
using Operator.Tests.Staging;
using Xunit;

namespace Operator.Tests.Hosting.Verbs;

/// <summary>The init container's command line against a server that speaks as dbt Cloud does.</summary>
public sealed class FetchVerbTests : IDisposable
{
    private readonly DirectoryInfo _world = Directory.CreateTempSubdirectory("fetch");

    [Fact]
    public async Task The_files_the_message_and_the_log_are_there_and_the_token_is_nowhere()
    {
        var run = await RunAsync(DbtCloudDouble.Recorded(), Fetched.Token);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(DbtCloudDouble.Run, Message().Run!.Id);
        Assert.Equal(4, Directory.GetFiles(Folder).Length);
        Assert.Contains("Taking run 70471800000777 (Success", run.Out, StringComparison.Ordinal);
        AssertNothingRepeatsTheToken(run);
    }

    [Fact]
    public async Task A_far_side_that_repeats_the_token_does_not_get_it_told()
    {
        var cloud = DbtCloudDouble.Recorded()
            .WithFile(DbtCloudDouble.Run, "manifest.json", $$$"""{"metadata":{"dbt_schema_version":"{{{Fetched.Token}}}" },"nodes":{"model.a":{"database":"d","schema":"s","alias":"{{{Fetched.Token}}}" },"model.b":{"database":"d","schema":"s","alias":"b"} } }""");

        var run = await RunAsync(cloud, Fetched.Token);

        Assert.Equal(["b"], Message().Models!.Select(model => model.Alias));
        Assert.DoesNotContain(Fetched.Token, run.Out + run.Error + await File.ReadAllTextAsync(MessageFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_token_ends_it_for_good()
    {
        var run = await RunAsync(DbtCloudDouble.Recorded().Disturbed("runs/", _ => Reply.Status(401)), Fetched.Token);

        Assert.Equal((4, FetchReason.InvalidTokenOrHost.Name), (run.Code, Message().Reason));
        Assert.Contains("refuses the token (401)", run.Out, StringComparison.Ordinal);
        AssertNothingRepeatsTheToken(run);
    }

    [Fact]
    public async Task Trouble_that_may_pass_is_worth_another_try()
    {
        var run = await RunAsync(DbtCloudDouble.Recorded().Without(DbtCloudDouble.Run, "manifest.json"), Fetched.Token);

        Assert.Equal((3, FetchReason.ArtifactsUnavailable.Name), (run.Code, Message().Reason));
    }

    [Theory]
    [InlineData("")]
    [InlineData("dbtc_canary_0123456789\n")]
    [InlineData("dbtc canary")]
    public async Task Without_a_token_that_can_be_sent_nothing_is_asked(string token)
    {
        var cloud = DbtCloudDouble.Recorded();

        var run = await RunAsync(cloud, token);

        Assert.Equal((4, FetchReason.InvalidTokenOrHost.Name), (run.Code, Message().Reason));
        Assert.Contains("DBT_CLOUD_TOKEN holds no token", run.Out, StringComparison.Ordinal);
        Assert.Empty(cloud.Asked);
    }

    [Fact]
    public async Task Collectors_get_JSON()
    {
        var run = await RunAsync(DbtCloudDouble.Recorded(), Fetched.Token, "--log-format", "Json");

        Assert.All(run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Equal("Fetch", (string)System.Text.Json.Nodes.JsonNode.Parse(line)!["logger"]!));
    }

    [Fact]
    public async Task A_message_that_cannot_be_left_does_not_spoil_the_files()
    {
        var run = await RunAsync(DbtCloudDouble.Recorded(), Fetched.Token, "--message-file", Path.Combine(_world.FullName, "none", "message"));

        Assert.Equal(0, run.Code);
        Assert.Contains("cannot be written", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--account x", "--account takes a number of dbt Cloud, as it stands in the browser's address, not \"x\".")]
    [InlineData("--job 5.4", "--job takes a number of dbt Cloud")]
    [InlineData("--runs Newest", "--runs takes LatestSuccessful or LatestFinished, not \"Newest\".")]
    [InlineData("--test-results LatestSuccessful", "--test-results takes LatestFinished or SameRun")]
    [InlineData("--fetch-spread -1", "--fetch-spread takes a whole number from 0 to 3600")]
    [InlineData("--active-deadline 0", "--active-deadline takes a whole number from 1")]
    [InlineData("--max-artifact-size 0", "--max-artifact-size takes a whole number from 1")]
    [InlineData("--allowed-cidr ten", "--allowed-cidr takes a network such as 10.0.0.0/8")]
    [InlineData("--mark-file /mark", "--mark-file and --mark-digest belong together")]
    [InlineData("--url ftp://dbt", "--url takes an address such as https://ab123.us1.dbt.com")]
    public async Task A_wrong_option_is_named_with_the_way_out(string words, string expected)
    {
        var given = new Dictionary<string, string> { ["--for"] = "data/analytics", ["--url"] = "https://ab123.us1.dbt.com", ["--account"] = "12345" };
        given[words.Split(' ')[0]] = words.Split(' ')[1];

        var run = await VerbRun.OfAsync([FetchArguments.Verb, .. given.SelectMany(option => new[] { option.Key, option.Value })]);

        Assert.Equal(2, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_option_that_the_plan_writes()
    {
        var run = await VerbRun.OfAsync([FetchArguments.Verb, "--help"]);

        Assert.All(typeof(FetchArguments).GetFields().Select(field => (string)field.GetValue(null)!).Where(name => name.StartsWith("--", StringComparison.Ordinal)), name => Assert.Contains(name + " ", run.Out, StringComparison.Ordinal));
    }

    public void Dispose() => _world.Delete(recursive: true);

    private string Folder => Path.Combine(_world.FullName, "artifacts");

    private string MessageFile => Path.Combine(_world.FullName, "message");

    private FetchMessage Message() => FetchMessage.Read(File.ReadAllText(MessageFile))!;

    private async Task<VerbRun> RunAsync(DbtCloudDouble cloud, string token, params string[] more)
    {
        await using var server = await LoopbackServer.StartAsync(context => AnswerAsync(cloud, context));
        string[] words =
        [
            FetchArguments.Verb, "--for", "data/analytics-marts", "--url", $"http://127.0.0.1:{server.Port}", "--account", DbtCloudDouble.Account, "--job", "54321",
            "--fetch-spread", "0", "--folder", Folder, "--allow-insecure-endpoints", "--allowed-cidr", "127.0.0.0/8",
            .. more.Contains("--message-file") ? [] : (string[])["--message-file", MessageFile], .. more.Contains("--log-format") ? [] : (string[])["--log-format", "Text"], .. more,
        ];
        return await VerbRun.OfAsync(words, new EagerClock(TimeSpan.FromSeconds(2)), (OwnNames.DbtTokenVariable, token));
    }

    private static async Task AnswerAsync(DbtCloudDouble cloud, HttpContext context)
    {
        using var invoker = cloud.Outside.To(default, Operator.Outbound.Trust.System);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://dbt.example{context.Request.Path}{context.Request.QueryString}");
        using var response = await invoker.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private void AssertNothingRepeatsTheToken(VerbRun run)
    {
        var told = run.Out + run.Error + string.Concat(_world.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => File.ReadAllText(file.FullName)));

        Assert.DoesNotContain(Fetched.Token[5..], told, StringComparison.Ordinal);
    }
}
