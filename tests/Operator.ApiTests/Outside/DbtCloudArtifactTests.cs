using System.Net;
using System.Text.Json.Nodes;
using Sandbox.DbtCloud;
using Sandbox.Outside;
using Xunit;

namespace Operator.ApiTests.Outside;

/// <summary>Artifacts of dbt Cloud's stand-in: those of steps, when they are there, where they really lie, and how they break.</summary>
public sealed class DbtCloudArtifactTests : AgainstDbtCloud
{
    private static readonly string Run = $"{Account}/runs/{DemoWorld.MartsRun}";
    private static readonly string Manifest = $"{Run}/artifacts/manifest.json";

    [Fact]
    public async Task Artifacts_are_those_of_the_last_step_unless_a_step_is_named()
    {
        Server.Change(world => world.WithRun(DemoWorld.MartsRun, run => run with { Steps = DemoWorld.StepsWithDocsLast }));

        var last = await JsonAsync($"{Run}/artifacts/run_results.json");
        var tests = await JsonAsync($"{Run}/artifacts/run_results.json?step=6");

        Assert.Equal(("generate", "test"), (Command(last), Command(tests)));
        static string Command(JsonNode results) => results["args"]!["which"]!.GetValue<string>();
    }

    [Fact]
    public async Task Steps_tell_their_command_and_a_log_that_may_be_large()
    {
        Server.Change(world => world.WithRun(DemoWorld.MartsRun, run => run with { Steps = [.. DemoWorld.StepsWithDocsLast.Select(step => step.WithLog(10_000))] }));

        var steps = (await JsonAsync($"{Run}/?include_related=[%22run_steps%22]"))["data"]!["run_steps"]!.AsArray();

        Assert.Equal([null, null, "dbt deps", "dbt source freshness", "dbt run", "dbt test", "dbt docs generate"], steps.Select(step => (string?)step!["run_step_command"]?["dbt_command"]));
        Assert.All(steps, step => Assert.True(step!["logs"]!.GetValue<string>().Length > 500_000));
    }

    [Fact]
    public async Task A_failed_test_makes_it_a_run_in_error_that_has_results_but_no_docs()
    {
        Server.Change(world => world.WithNewRun(DemoWorld.FailedTest(5, DemoWorld.MartsJob, Time.GetUtcNow())));

        var newest = (await JsonAsync($"{Account}/runs/?status__in=[10,20]&order_by=-finished_at&limit=1"))["data"]![0]!;
        var results = (await JsonAsync($"{Account}/runs/5/artifacts/run_results.json"))["results"]!.AsArray();
        using var catalog = await AskAsync($"{Account}/runs/5/artifacts/catalog.json");

        Assert.Equal((5, DbtRunStatus.Error), (newest["id"]!.GetValue<long>(), newest["status"]!.GetValue<int>()));
        Assert.Single(results, result => (string?)result!["status"] == "fail");
        Assert.Equal(HttpStatusCode.NotFound, catalog.StatusCode);
    }

    [Fact]
    public async Task A_run_has_ended_before_its_artifacts_are_saved()
    {
        Server.Change(world => world.WithRun(DemoWorld.MartsRun, run => run with { ArtifactsSavedAt = Time.GetUtcNow().AddMinutes(1) }));

        var before = await SavedAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        var after = await SavedAsync();

        Assert.Equal(((false, true, HttpStatusCode.NotFound), (true, false, HttpStatusCode.OK)), (before, after));
    }

    [Fact]
    public async Task Artifacts_lie_on_another_host_that_wants_no_token()
    {
        await using var storage = await ArtifactStorageServer.StartAsync(Server, DbtCloudServer.Options(time: Time), TestContext.Current.CancellationToken);

        var manifest = await JsonAsync(Manifest);

        Assert.NotNull(manifest["nodes"]);
        Assert.NotEqual(Server.Address.Host, storage.Address.Host);
        Assert.Equal([DemoWorld.Token], Server.Requests.All.Select(request => request.Token));
        Assert.False(Assert.Single(storage.Requests.All).IsAuthorized);
    }

    [Fact]
    public async Task That_host_refuses_a_token_and_an_address_that_nobody_signed()
    {
        await using var storage = await ArtifactStorageServer.StartAsync(Server, DbtCloudServer.Options(time: Time), TestContext.Current.CancellationToken);
        using var plain = new HttpClient();
        using var unsigned = await plain.GetAsync(new Uri(storage.Address, Manifest), TestContext.Current.CancellationToken);
        var signed = await SignedAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, signed) { Headers = { { "Authorization", "Token abc" } } };

        using var withToken = await plain.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.BadRequest), (unsigned.StatusCode, withToken.StatusCode));
        Assert.True(storage.Requests.All[^1].IsAuthorized);
    }

    [Fact]
    public async Task That_host_may_speak_https_and_break_in_its_own_way()
    {
        using var certificate = PrivateCertificate.Create();
        await using var storage = await ArtifactStorageServer.StartAsync(Server, DbtCloudServer.Options(time: Time) with { Certificate = certificate }, TestContext.Current.CancellationToken);
        storage.Faults.Add(Fault.Status(503) with { Path = "manifest.json", Times = 1 });
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString() } };
        using var client = new HttpClient(handler);
        var signed = await SignedAsync();

        using var broken = await client.GetAsync(signed, TestContext.Current.CancellationToken);
        using var whole = await client.GetAsync(signed, TestContext.Current.CancellationToken);

        Assert.Equal(("https", HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (signed.Scheme, broken.StatusCode, whole.StatusCode));
    }

    [Fact]
    public async Task A_truncated_artifact_ends_in_order_and_is_no_JSON()
    {
        Server.Faults.Add(Fault.Truncated(keep: 1000) with { Path = "manifest.json", Times = 1 });

        using var answer = await AskAsync(Manifest);
        var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, 1000, 1000L), (answer.StatusCode, body.Length, answer.Content.Headers.ContentLength));
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonNode.Parse(body));
        Assert.NotNull((await JsonAsync(Manifest))["nodes"]);
    }

    [Fact]
    public async Task A_connection_breaks_after_the_byte_that_a_test_names()
    {
        Server.Faults.Add(Fault.CutOff(after: 0) with { Path = "manifest.json", Times = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(Manifest));

        Assert.NotNull((await JsonAsync(Manifest))["nodes"]);
    }

    [Fact]
    public async Task One_step_of_one_artifact_is_refused_with_the_time_to_wait()
    {
        Server.Change(world => world.WithRun(DemoWorld.MartsRun, run => run with { Steps = DemoWorld.StepsWithDocsLast }));
        Server.Faults.Add(Fault.TooManyRequests(TimeSpan.FromSeconds(7)) with { Path = "run_results.json", Query = "step=6", Times = 1 });

        using var other = await AskAsync($"{Run}/artifacts/run_results.json?step=5");
        using var refused = await AskAsync($"{Run}/artifacts/run_results.json?step=6");
        using var again = await AskAsync($"{Run}/artifacts/run_results.json?step=6");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (other.StatusCode, refused.StatusCode, again.StatusCode));
        Assert.Equal(TimeSpan.FromSeconds(7), refused.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public void A_manifest_is_as_large_as_a_test_wants_it_and_still_one()
    {
        var manifest = LargeManifest.OfMegabytes(3);

        var nodes = JsonNode.Parse(manifest.Span)!["nodes"]!.AsObject();
        Assert.InRange(manifest.Length, 3 * 1024 * 1024, 4 * 1024 * 1024);
        Assert.Equal("customers_1", (string?)nodes["model.shop.customers_1"]!["alias"]);
    }

    private async Task<(bool Told, bool ListsNull, HttpStatusCode Manifest)> SavedAsync()
    {
        var run = await JsonAsync($"{Run}/");
        var list = await JsonAsync($"{Run}/artifacts/");
        using var manifest = await AskAsync(Manifest);
        return (run["data"]!["artifacts_saved"]!.GetValue<bool>(), list["data"] is null, manifest.StatusCode);
    }

    /// <summary>Where dbt Cloud sends somebody who asks for the manifest.</summary>
    private async Task<Uri> SignedAsync()
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Server.Address, Manifest)) { Headers = { { "Authorization", $"Token {DemoWorld.Token}" } } };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!;
    }
}
