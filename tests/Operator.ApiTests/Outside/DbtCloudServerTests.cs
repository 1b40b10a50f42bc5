using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sandbox.DbtCloud;
using Sandbox.Outside;
using Xunit;

namespace Operator.ApiTests.Outside;

/// <summary>The traps of dbt Cloud's API, as its stand-in sets them.</summary>
public sealed class DbtCloudServerTests : IAsyncLifetime
{
    private const string Account = "/api/v2/accounts/12345";
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 25, 1, 0, 0, TimeSpan.Zero));
    private readonly HttpClient client = new();
    private DbtCloudServer server = null!;

    public async ValueTask InitializeAsync() =>
        server = await DbtCloudServer.StartAsync(DemoWorld.At(time.GetUtcNow()), DbtCloudServer.Options(time: time), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task The_count_of_a_page_is_the_pages_own()
    {
        var page = await JsonAsync($"{Account}/runs/?limit=3&offset=2");

        Assert.Equal((2, 4), (Number(page, "count"), Number(page, "total_count")));
        static int Number(JsonNode page, string key) => page["extra"]!["pagination"]![key]!.GetValue<int>();
    }

    [Theory]
    [InlineData("/runs/?limit=101", HttpStatusCode.BadRequest)]
    [InlineData("/runs/?order_by=name", HttpStatusCode.BadRequest)]
    [InlineData("/runs/?project_id=marts", HttpStatusCode.BadRequest)]
    [InlineData("/jobs/1/", HttpStatusCode.NotFound)]
    [InlineData("/runs/70471800000777/artifacts/sources.json", HttpStatusCode.NotFound)]
    [InlineData("/runs/70471800000777", HttpStatusCode.OK)]
    public async Task Answers_with_the_status_of_the_real_one(string path, HttpStatusCode status)
    {
        using var answer = await AskAsync(Account + path);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Runs_have_a_space_in_their_times_and_ids_beyond_32_bits()
    {
        var run = (await JsonAsync($"{Account}/runs/?status__in=[10,20]&order_by=-finished_at&limit=1&job_definition_id=54321"))["data"]![0]!;

        Assert.Equal("2026-11-24 23:00:00.000000+00:00", run["finished_at"]!.GetValue<string>());
        Assert.Equal(DemoWorld.MartsRun, run["id"]!.GetValue<long>());
        Assert.Equal("2 hours ago", run["finished_at_humanized"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_unfinished_run_comes_first_where_the_newest_are_asked_for_without_a_status()
    {
        server.Change(world => world.WithNewRun(new DbtRun(5, DemoWorld.MartsJob, DbtRunStatus.Running, time.GetUtcNow())));

        var newest = (await JsonAsync($"{Account}/runs/?order_by=-finished_at&limit=1"))["data"]![0]!;

        Assert.Equal((5, null), (newest["id"]!.GetValue<long>(), newest["finished_at"]));
    }

    [Fact]
    public async Task A_run_without_artifacts_lists_null()
    {
        server.Change(world => world.WithNewRun(new DbtRun(5, DemoWorld.MartsJob, DbtRunStatus.Cancelled, time.GetUtcNow())));

        var list = await JsonAsync($"{Account}/runs/5/artifacts/");

        Assert.Null(list["data"]);
        Assert.True(list["status"]!["is_success"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Artifacts_are_those_of_the_last_step_unless_a_step_is_named()
    {
        server.Change(world => world.WithRun(DemoWorld.MartsRun, run => run with { Steps = DemoWorld.StepsWithDocsLast }));

        var last = await JsonAsync($"{Account}/runs/{DemoWorld.MartsRun}/artifacts/run_results.json");
        var tests = await JsonAsync($"{Account}/runs/{DemoWorld.MartsRun}/artifacts/run_results.json?step=6");

        Assert.Equal(("generate", "test"), (Command(last), Command(tests)));
        static string Command(JsonNode results) => results["args"]!["which"]!.GetValue<string>();
    }

    [Theory]
    [InlineData(DbtRefusal.WrongHost, HttpStatusCode.Unauthorized, "Invalid token.")]
    [InlineData(DbtRefusal.UnpaidPlan, HttpStatusCode.Unauthorized, "The API is not accessible to unpaid accounts.")]
    [InlineData(DbtRefusal.IpNotAllowlisted, HttpStatusCode.Forbidden, "Forbidden: Access denied")]
    internal async Task A_refused_token_is_told_why(DbtRefusal refusal, HttpStatusCode status, string message)
    {
        server.Change(world => world.WithToken(DemoWorld.Token, token => token with { Refusal = refusal }));

        using var answer = await AskAsync($"{Account}/jobs/?limit=1");
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal((status, message), (answer.StatusCode, body["status"]!["user_message"]!.GetValue<string>()));
        Assert.Equal(refusal == DbtRefusal.IpNotAllowlisted, body["data"] is JsonObject);
    }

    [Fact]
    public async Task A_token_of_another_account_is_forbidden_never_not_found()
    {
        using var answer = await AskAsync("/api/v2/accounts/999/jobs/");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_job_viewer_reads_jobs_but_not_the_account()
    {
        using var account = await AskAsync($"{Account}/", DemoWorld.LeastToken);
        using var jobs = await AskAsync($"{Account}/jobs/?limit=1", DemoWorld.LeastToken);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (account.StatusCode, jobs.StatusCode));
    }

    [Fact]
    public async Task Past_the_limit_everything_is_refused_until_the_cooldown_is_over()
    {
        server.Change(world => world with { CallsPerMinute = 2 });
        HttpStatusCode[] first = [await StatusAsync(), await StatusAsync(), await StatusAsync()];
        time.Advance(TimeSpan.FromMinutes(4));
        var during = await StatusAsync();
        time.Advance(TimeSpan.FromMinutes(2));
        var after = await StatusAsync();

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], first);
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (during, after));
    }

    [Fact]
    public async Task A_cooldown_on_request_ends_after_five_minutes_and_says_how_long_it_lasts()
    {
        server.Faults.Add(Fault.Cooldown(retryAfter: true));

        using var refused = await AskAsync($"{Account}/jobs/");
        time.Advance(TimeSpan.FromMinutes(5));
        using var allowed = await AskAsync($"{Account}/jobs/");

        Assert.Equal(TimeSpan.FromMinutes(5), refused.Headers.RetryAfter?.Delta);
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (refused.StatusCode, allowed.StatusCode));
    }

    [Fact]
    public async Task A_cut_off_artifact_breaks_in_the_middle_and_once_only()
    {
        var path = $"{Account}/runs/{DemoWorld.MartsRun}/artifacts/manifest.json";
        server.Faults.Add(Fault.CutOff() with { Path = "manifest.json", Times = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(path));
        var whole = await JsonAsync(path);

        Assert.NotNull(whole["nodes"]);
    }

    [Fact]
    public async Task Artifacts_are_served_elsewhere_without_a_token_where_the_world_says_so()
    {
        server.Change(world => world with { ArtifactStorage = new Uri($"http://localhost:{server.Address.Port}") });

        var manifest = await JsonAsync($"{Account}/runs/{DemoWorld.MartsRun}/artifacts/manifest.json");

        Assert.NotNull(manifest["nodes"]);
        Assert.Equal([DemoWorld.Token, null], server.Requests.All.Select(request => request.Token));
    }

    [Fact]
    public async Task Calls_are_counted_by_token_and_minute()
    {
        await StatusAsync();
        time.Advance(TimeSpan.FromSeconds(61));
        await StatusAsync();
        await StatusAsync();

        Assert.Equal([1, 2], server.Requests.PerMinute(DemoWorld.Token).OrderBy(minute => minute.Key).Select(minute => minute.Value));
        Assert.Equal(2, server.Requests.MostWithinAMinute(DemoWorld.Token));
    }

    private async Task<HttpStatusCode> StatusAsync()
    {
        using var answer = await AskAsync($"{Account}/jobs/?limit=1");
        return answer.StatusCode;
    }

    private async Task<JsonNode> JsonAsync(string path)
    {
        using var answer = await AskAsync(path);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    private async Task<HttpResponseMessage> AskAsync(string path, string token = DemoWorld.Token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Token", token);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
