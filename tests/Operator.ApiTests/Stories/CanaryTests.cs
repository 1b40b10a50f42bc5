using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using Microsoft.Extensions.DependencyInjection;
using Operator.Hosting;
using Operator.Outbound;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Sandbox.Demo;
using Sandbox.OpenMetadata;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>
/// Tokens go to the one place that they are for. Nothing else that leaves the operator holds them, nor a part of them, in any
/// encoding: logs of every level, events, status, metrics, every object and request, texts of exceptions, traces.
/// </summary>
public sealed class CanaryTests
{
    private const string DbtToken = "dbtc_Qz7Kx9Wv/4Jh2+Yp6=Mt8&Rf3\"Nb5<Gd1%Tc0Ls";
    private const string Refused = "dbtc_Ue5Vn8Xk2Zb7Hq4Wj9Ry3Tm6Pd1Fg";
    private const string BotId = "Jw3Cz8Lk5Qv2Xn7Bt4";
    private const string PrivateKey = "MHcCAQEEIKz7Vw9Xq4Jt2Hb5Lm8Rn3Pc6Yd1Sf0Gk7Zv";
    private const string ProxyPassword = "Hx6Zq9Kv3Wp8Jn2Tb5Rm";
    private const string ProxyUser = "Vt4Kz8Qw";
    private const string Echoed = "dbtc_Yk4Wq8Zx3Vj7Hn2Tp9Rb5Lm6Gd1Cf0";

    private static readonly string Jwt = $"{Base64("""{"alg":"HS256"}""")}.{Base64($$"""{"sub":"ingestion-bot","jti":"{{BotId}}"}""")}.{Base64("Rp5Xw8Nq2Zk7Jv4Ht9Lb")}";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_token_leaves_while_all_goes_well_or_a_token_is_refused()
    {
        using var overheard = new Overheard();
        await using var world = await StoryWorld.StartAsync(accounts => accounts with { Tokens = [new DbtToken(DbtToken, DemoWorld.AccountId)] });
        world.OpenMetadata.Change(server => server with { Bots = [new Bot("ingestion-bot", Jwt, null)] });
        world.StartControllers();
        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "token", DbtToken));
        await world.ApplyAsync(Manifests.Secret("openmetadata-bot", "jwtToken", Jwt));
        await world.ApplyAsync(Manifests.Secret("refused", "token", Refused));
        await world.ApplyAsync(Manifests.Secret("with-newline", "token", Refused + "\n"));
        await world.ApplyAsync(Manifests.Secret("own-ca", "ca.crt", $"-----BEGIN EC PRIVATE KEY-----\n{PrivateKey}\n-----END EC PRIVATE KEY-----\n"));
        await world.ApplyAsync(world.Ingestion("well"));
        await world.ApplyAsync(WithDbtToken(world, "refused"));
        await world.ApplyAsync(WithDbtToken(world, "with-newline"));
        await world.ApplyAsync(WithDbtToken(world, "openmetadata-bot", key: "jwtToken"));
        await world.ApplyAsync(world.Ingestion("swapped", item => item["spec"]!["openMetadata"]!["tokenSecretRef"] = new JsonObject { ["name"] = "dbt-cloud", ["key"] = "token" }));
        await world.ApplyAsync(world.Ingestion("key-for-ca", item => item["spec"]!["openMetadata"]!["caBundleRef"] = new JsonObject { ["kind"] = "Secret", ["name"] = "own-ca" }));
        var api = new TappedApi();
        await world.StartOperatorAsync(adjust: services => Tap(services, api));

        await world.UntilReadyAsync("well");
        await world.UntilConditionAsync("refused", "ConnectionVerified", "InvalidTokenOrHost");
        await world.UntilConditionAsync("with-newline", "SecretsResolved", "SecretMalformed");
        await world.UntilConditionAsync("openmetadata-bot", "SecretsResolved", "SecretMalformed");
        await world.UntilConditionAsync("swapped", "SecretsResolved", "SecretMalformed");
        await world.UntilConditionAsync("key-for-ca", "SecretsResolved", "CaBundleNotFound");
        await world.Api.CreateAsync($"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/jobs", ManualJob.Of((await world.CronJobAsync("well-marts"))!, "by-hand"), Cancelled);
        await world.UntilConditionAsync("well", "LastRunSucceeded", "Succeeded");

        Assert.Contains(world.DbtCloud.Requests.All, request => request.Token == DbtToken);
        Assert.Contains(world.OpenMetadata.Requests.All, request => request.Token == Jwt && request.UserAgent.StartsWith("dbt-cloud-ingestion-operator", StringComparison.Ordinal));
        await SilentAsync(world, new Canaries(DbtToken, Refused, Jwt, BotId, PrivateKey), api.Sent, overheard.All);
    }

    [Fact]
    public async Task No_token_leaves_by_the_container_that_fetches()
    {
        await using var world = await StoryWorld.StartAsync(accounts => accounts with { Tokens = [new DbtToken(DbtToken, DemoWorld.AccountId)] });
        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "token", DbtToken));
        await world.ApplyAsync(Manifests.Secret("openmetadata-bot", "jwtToken", world.BotToken));
        await world.ApplyAsync(world.Ingestion("analytics", StagedStory.SkipsUnchanged));
        await world.StartOperatorAsync();
        await world.UntilReadyAsync("analytics");
        world.StartControllers();

        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Succeeded");
        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Skipped");
        world.DbtCloud.Change(accounts => accounts with { Tokens = [] });
        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "InvalidTokenOrHost");

        var pods = (await world.Api.GetAsync($"/api/v1/namespaces/{StoryWorld.Namespace}/pods", Cancelled)).Items("items").ToList();
        var jobs = (await world.Api.GetAsync(RunStories.JobsPath, Cancelled)).Items("items").ToList();
        Assert.Contains(world.DbtCloud.Requests.All, request => request.Token == DbtToken && request.Path.EndsWith("/artifacts/manifest.json", StringComparison.Ordinal));
        Assert.All(pods, pod => Assert.NotEmpty(pod["status"]!["initContainerStatuses"]![0].Text("state", "terminated", "message")!));
        Assert.Equal(2, jobs.Count(job => job.At("metadata", "annotations").Text("metadata-ingestion.io/dbt-run") is not null));
        await SilentAsync(world, new Canaries(DbtToken), [.. pods.Select(pod => world.Kubernetes.PodLogs.Source(StoryWorld.Namespace, pod.NameOf(), "fetch-artifacts")!)]);
    }

    [Fact]
    public async Task No_token_is_written_to_OpenMetadata()
    {
        await using var world = await StoryWorld.StartAsync(accounts => accounts with { Tokens = [new DbtToken(DbtToken, DemoWorld.AccountId)] });
        world.OpenMetadata.Change(server => server with { Bots = [new Bot("ingestion-bot", Jwt, null)] });
        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "token", DbtToken));
        await world.ApplyAsync(Manifests.Secret("openmetadata-bot", "jwtToken", Jwt));
        await world.ApplyAsync(world.Ingestion("analytics"));
        await world.StartOperatorAsync();
        await world.UntilReadyAsync("analytics");
        var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        await job.ContainerEndsAsync(1, "Error", $"401 for {DbtToken}: {Jwt}");
        await job.FailsAsync();
        await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Failed");

        await job.DeletePodAsync(); // Its own words, which the kubelet keeps.

        var written = world.OpenMetadata.Requests.All.Where(request => request.Method is not "GET").ToList();
        Assert.Equal(["POST", "PUT"], written.Select(request => request.Method));
        await SilentAsync(world, new Canaries(DbtToken, Jwt, BotId), [.. written.Select(request => request.Path + request.Query + request.Body), .. Held(world)]);
    }

    [Fact]
    public async Task No_token_comes_back_from_a_far_side_that_repeats_it()
    {
        using var overheard = new Overheard();
        await using var far = new EchoServer(
            token => EchoServer.Http($"500 {token}", Envelope(500, token)),
            token => EchoServer.Http($"400 {token}", Envelope(400, token)),
            token => EchoServer.Http("401 Unauthorized", Envelope(401, token), $"Content-Type: application/json\r\nWWW-Authenticate: Bearer error=\"{token}\""),
            token => EchoServer.Http("403 Forbidden", Envelope(403, token)),
            token => EchoServer.Http("404 Not Found", $"<html>{token}</html>", "Content-Type: text/html"),
            token => EchoServer.Http("200 OK", $$"""{"status":{"code":200},"data":["{{token}}"""),
            token => EchoServer.Http("200 OK", $$"""{"status":"{{token}}","version":{"{{token}}":1},"data":{{token}}}"""),
            token => EchoServer.Http("200 OK", $"<html>{token}</html>", "Content-Type: text/html"),
            token => EchoServer.Http("302 Found", token, $"Location: https://elsewhere.example/{token}?token={token}"),
            token => EchoServer.Http("302 Found", "", $"Location: https://{token.Replace("_", "", StringComparison.Ordinal)}.example/"),
            token => EchoServer.Http("429 Too Many Requests", Envelope(429, token), $"Retry-After: {token}"),
            token => EchoServer.Http("200 OK", token, "Content-Encoding: gzip"),
            token => EchoServer.Http("200 OK", Envelope(200, token))[..^5],
            _ => null,
            _ => "");

        await using var world = await FarAwayAsync(far, 15);

        await SilentAsync(world, new Canaries(Echoed, Jwt, BotId), overheard.All);
    }

    /// <summary>The runtime's own exceptions quote what they cannot read; they must go no further than to the one who reads them.</summary>
    [Fact]
    public async Task No_token_comes_back_from_a_far_side_that_breaks_the_protocol()
    {
        await using var far = new EchoServer(
            token => $"{token} {token}\r\n\r\n",
            token => $"HTTP/1.1 200 OK\r\n{token}\r\n\r\n",
            token => $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{token}\r\n",
            token => EchoServer.Http("302 Found", "", $"Location: http://[{token}"),
            token => EchoServer.Http("302 Found", "", $"Location: //{token}:{token}/"));

        await using var world = await FarAwayAsync(far, 5);

        await SilentAsync(world, new Canaries(Echoed, Jwt, BotId));
    }

    [Fact]
    public async Task No_token_comes_back_from_an_API_server_that_repeats_it()
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Echoed));
        var answers = new Dictionary<string, Func<HttpResponseMessage>>
        {
            ["says-500"] = () => TappedApi.Json(HttpStatusCode.InternalServerError, $$"""{"kind":"Status","reason":"{{Echoed}}","message":"cannot decode {{encoded}}"}"""),
            ["says-403"] = () => TappedApi.Json(HttpStatusCode.Forbidden, $$"""{"kind":"Status","reason":"Forbidden","message":"{{Echoed}}"}"""),
            ["breaks-off"] = () => TappedApi.Json(HttpStatusCode.OK, $$"""{"data":{"token":"{{encoded}}"""),
            ["is-no-base64"] = () => TappedApi.Json(HttpStatusCode.OK, $$$"""{"metadata":{},"data":{"token":"{{{Echoed}}}"}}"""),
            ["is-out-of-step"] = () => throw new HttpRequestException(HttpRequestError.InvalidResponse, $"Received an invalid status line: '{encoded}'."),
        };
        await using var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        foreach (var name in answers.Keys)
        {
            await world.ApplyAsync(Manifests.Secret(name, "token", Echoed));
            await world.ApplyAsync(WithDbtToken(world, name));
        }

        var api = new TappedApi(answers);
        await world.StartOperatorAsync(adjust: services => Tap(services, api));
        await world.UntilConditionAsync("says-403", "SecretsResolved", "Forbidden");
        await Task.WhenAll(answers.Keys.Where(name => name != "says-403").Select(name => api.ReadAgainAsync(name).WaitAsync(Cancelled)));

        await SilentAsync(world, new Canaries(Echoed), api.Sent);
    }

    [Theory]
    [InlineData(0, "Completed", "PartialSuccess")]
    [InlineData(1, "Error", "Failed")]
    public async Task No_token_comes_out_of_the_log_of_a_run(int exitCode, string reason, string result)
    {
        const string Layout = "[2026-11-24 10:00:00] INFO     {metadata.Utils:logger:223} - ";
        using var overheard = new Overheard();
        await using var world = await StoryWorld.SettledAsync();
        world.Kubernetes.PodLogs.Source = (_, _, _) =>
            $"{Echoed}\n{Layout}{Echoed}\n{Layout}Unable to find the table '{Echoed}' in OpenMetadata.\nNot Authorized! {Echoed}\n{Layout}Workflow {Echoed} Summary:\n{Layout}Processed records: 7\n{Layout}Errors: 1\n{Layout}Workflow Success %: {Echoed}\n";
        var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        await job.ContainerEndsAsync(exitCode, reason);
        await (exitCode == 0 ? job.SucceedsAsync() : job.FailsAsync());
        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", result);

        Assert.Contains(exitCode == 0 ? "OpenMetadata lacks 1 table" : "OpenMetadata refuses the bot's token", ingestion.Text("status", "lastRun", "message"), StringComparison.Ordinal);
        await SilentAsync(world, new Canaries(Echoed), overheard.All);
    }

    [Fact]
    public async Task The_password_of_a_proxy_stays_where_it_is()
    {
        using var overheard = new Overheard();
        await using var proxy = new EchoServer(sent => EchoServer.Http("407 Proxy Authentication Required", sent, "Proxy-Authenticate: Basic realm=\"corp\""));
        await using var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("proxied", item => item["spec"]!["account"]!["url"] = "https://ab123.us1.dbt.com"));
        var address = new Uri(proxy.At(0).Replace("http://", $"http://{ProxyUser}:{ProxyPassword}@", StringComparison.Ordinal));

        await world.StartOperatorAsync(options => options with { Outbound = options.Outbound with { Proxy = new ProxyOptions(address, null, ["127.0.0.1"]) } });
        await world.UntilConditionAsync("proxied", "ConnectionVerified", "Unreachable");

        await SilentAsync(world, new Canaries(ProxyPassword, $"{ProxyUser}:{ProxyPassword}"), overheard.All);
    }

    [Theory]
    [InlineData("--https-proxy")]
    [InlineData("--htps-proxy")]
    [InlineData("--http-proxy --log-level")]
    public void A_command_line_that_is_wrong_is_not_read_out_with_its_password(string options)
    {
        using var output = new StringWriter();

        Hosting.CommandLine.Complain(new Hosting.CommandLine().Build((_, _) => Task.FromResult(0)).Parse($"{options} http://operator:{ProxyPassword}@proxy:3128").Errors, output);

        Assert.NotEmpty(output.ToString());
        Assert.Null(new Canaries(ProxyPassword).In(output.ToString()));
    }

    [Fact]
    public void A_canary_is_found_in_whatever_form_it_comes() => Assert.All(
        Canaries.FormsOf(DbtToken).Select(form => form.Text).Append(Base64(DbtToken)).Append(DbtToken[..(DbtToken.Length / 2)]).Append(DbtToken[(DbtToken.Length / 2)..]).Append(DbtToken[7..15]),
        form => Assert.NotNull(new Canaries(DbtToken).In($"before:{form} after")));

    private static IEnumerable<string> Held(StoryWorld world)
    {
        lock (world.OpenMetadata.Catalog.Gate)
        {
            return [.. world.OpenMetadata.Catalog.Pipelines.All.Select(pipeline => pipeline.ToJsonString())];
        }
    }

    private static JsonObject WithDbtToken(StoryWorld world, string secret, string key = "token") =>
        world.Ingestion(secret, item => item["spec"]!["account"]!["tokenSecretRef"] = new JsonObject { ["name"] = secret, ["key"] = key });

    /// <summary>One resource for each manner of the far side, which plays dbt Cloud and OpenMetadata, and two that meet its certificate; all with a verdict.</summary>
    private static async Task<StoryWorld> FarAwayAsync(EchoServer far, int manners)
    {
        var world = await StoryWorld.StartAsync();
        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "token", Echoed));
        await world.ApplyAsync(Manifests.Secret("openmetadata-bot", "jwtToken", Jwt));
        List<string> urls = [.. Enumerable.Range(0, manners).Select(far.At), far.SecurelyAt(0), far.At(0).Replace("http://", "https://", StringComparison.Ordinal)];
        foreach (var (index, url) in urls.Index())
        {
            await world.ApplyAsync(world.Ingestion($"far-{index}", item => (item["spec"]!["account"]!["url"], item["spec"]!["openMetadata"]!["url"]) = (url, url)));
        }

        await world.StartOperatorAsync(options => options with { Outbound = options.Outbound with { CallTimeout = TimeSpan.FromSeconds(1) } });
        await Task.WhenAll(urls.Select((_, index) => world.UntilIngestionAsync(
            $"far-{index}", item => item.Condition("ConnectionVerified")?.Text("reason") is not (null or "Unknown"))));
        return world;
    }

    private static async Task SilentAsync(StoryWorld world, Canaries canaries, params IEnumerable<string> further)
    {
        var metrics = await world.MetricsAsync();
        await world.StopOperatorAsync();
        List<string> told = [world.Log.All, metrics, .. further];
        foreach (var path in (string[])["/apis/metadata-ingestion.io/v1alpha1/dbtcloudingestions", "/apis/batch/v1/cronjobs", "/apis/batch/v1/jobs", "/api/v1/pods", "/api/v1/configmaps", "/apis/events.k8s.io/v1/events", "/apis/coordination.k8s.io/v1/leases"])
        {
            told.Add((await world.Api.GetAsync(path, Cancelled))!.ToJsonString());
        }

        Assert.All(told, text => Assert.NotEmpty(text));
        Assert.All(told, text => Assert.Null(canaries.In(text)));
    }

    private static void Tap(IServiceCollection services, TappedApi api) => services.AddSingleton(provider =>
    {
        var connection = Operator.Cluster.Api.ApiConnection.From(provider.GetRequiredService<KubernetesClientConfiguration>());
        api.InnerHandler = connection.Handler;
        return OperatorServices.Measured(provider, connection with { Handler = api });
    });

    private static string Envelope(int code, string token) =>
        $$"""{"status":{"code":{{code}},"is_success":false,"user_message":"Invalid token {{token}}.","developer_message":"{{token}}"},"data":{"token":"{{token}}"},"message":"{{token}}"}""";

    private static string Base64(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
