using System.Net;
using System.Text.Json.Nodes;
using Sandbox.DbtCloud;
using Sandbox.Outside;
using Xunit;

namespace Operator.ApiTests.Outside;

/// <summary>Whom dbt Cloud's stand-in refuses, for how long, and what goes wrong on request.</summary>
public sealed class DbtCloudRefusalTests : AgainstDbtCloud
{
    [Theory]
    [InlineData(DbtRefusal.WrongHost, HttpStatusCode.Unauthorized, "Invalid token.")]
    [InlineData(DbtRefusal.UnpaidPlan, HttpStatusCode.Unauthorized, "The API is not accessible to unpaid accounts.")]
    [InlineData(DbtRefusal.IpNotAllowlisted, HttpStatusCode.Forbidden, "Forbidden: Access denied")]
    internal async Task A_refused_token_is_told_why(DbtRefusal refusal, HttpStatusCode status, string message)
    {
        Server.Change(world => world.WithToken(DemoWorld.Token, token => token with { Refusal = refusal }));

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
        Server.Change(world => world with { CallsPerMinute = 2 });
        HttpStatusCode[] first = [await StatusAsync(), await StatusAsync(), await StatusAsync()];
        Time.Advance(TimeSpan.FromMinutes(4));
        var during = await StatusAsync();
        Time.Advance(TimeSpan.FromMinutes(2));
        var after = await StatusAsync();

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], first);
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (during, after));
    }

    [Fact]
    public async Task A_cooldown_on_request_ends_after_five_minutes_and_says_how_long_it_lasts()
    {
        Server.Faults.Add(Fault.Cooldown(retryAfter: true));

        using var refused = await AskAsync($"{Account}/jobs/");
        Time.Advance(TimeSpan.FromMinutes(5));
        using var allowed = await AskAsync($"{Account}/jobs/");

        Assert.Equal(TimeSpan.FromMinutes(5), refused.Headers.RetryAfter?.Delta);
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (refused.StatusCode, allowed.StatusCode));
    }

    [Fact]
    public async Task A_cut_off_artifact_breaks_in_the_middle_and_once_only()
    {
        var path = $"{Account}/runs/{DemoWorld.MartsRun}/artifacts/manifest.json";
        Server.Faults.Add(Fault.CutOff() with { Path = "manifest.json", Times = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(path));
        var whole = await JsonAsync(path);

        Assert.NotNull(whole["nodes"]);
    }

    [Fact]
    public async Task Calls_are_counted_by_token_and_minute()
    {
        await StatusAsync();
        Time.Advance(TimeSpan.FromSeconds(61));
        await StatusAsync();
        await StatusAsync();

        Assert.Equal([1, 2], Server.Requests.PerMinute(DemoWorld.Token).OrderBy(minute => minute.Key).Select(minute => minute.Value));
        Assert.Equal(2, Server.Requests.MostWithinAMinute(DemoWorld.Token));
    }
}
