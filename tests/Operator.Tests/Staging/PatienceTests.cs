using Operator.Plan;
using Operator.Tests.Outbound;
using Xunit;

namespace Operator.Tests.Staging;

public sealed class PatienceTests
{
    private const string Manifest = $"runs/{DbtCloudDouble.Run}/artifacts/manifest.json";

    [Theory]
    [InlineData(120, 120 + 15)]
    [InlineData(null, 300 + 15)]
    public async Task One_429_costs_the_silence_that_it_asks_for_and_is_told(int? retryAfter, int expected)
    {
        var cloud = DbtCloudDouble.Recorded().Disturbed(Manifest, _ => Reply.TooMany(retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null));

        using var fetched = await Fetched.FromAsync(cloud);

        Assert.Null(fetched.Message.Reason);
        Assert.Equal(1, fetched.Message.AskedForSilence);
        Assert.Contains(TimeSpan.FromSeconds(expected), fetched.Clock.Waits);
    }

    [Fact]
    public async Task The_third_429_ends_the_fetch()
    {
        var cloud = DbtCloudDouble.Recorded().Disturbed(Manifest, _ => Reply.TooMany(), _ => Reply.TooMany(), _ => Reply.TooMany());

        using var fetched = await Fetched.FromAsync(cloud);

        Assert.Equal((FetchReason.RateLimited.Name, 3), (fetched.Message.Reason, fetched.Message.AskedForSilence));
    }

    [Fact]
    public async Task All_waits_together_leave_two_thirds_of_the_deadline()
    {
        var cloud = DbtCloudDouble.Recorded().Disturbed(Manifest, _ => Reply.TooMany(), _ => Reply.TooMany());

        using var fetched = await Fetched.FromAsync(cloud, order => order with { ActiveDeadline = TimeSpan.FromSeconds(1200) });

        Assert.Equal(FetchReason.RateLimited.Name, fetched.Message.Reason);
        Assert.InRange(fetched.Clock.GetUtcNow() - FakeRun.Noon, TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(400));
    }

    [Fact]
    public async Task An_error_of_the_server_costs_a_wait()
    {
        var cloud = DbtCloudDouble.Recorded().Disturbed(Manifest, _ => Reply.Status(503), _ => Reply.Status(500));

        using var fetched = await Fetched.FromAsync(cloud);

        Assert.Null(fetched.Message.Reason);
    }

    [Fact]
    public async Task A_server_that_stays_away_ends_the_fetch_for_now()
    {
        var cloud = DbtCloudDouble.Recorded().Disturbed("runs/", _ => Reply.Status(503), _ => Reply.Status(503), _ => Reply.Status(503));

        using var fetched = await Fetched.FromAsync(cloud);

        Assert.Equal(FetchReason.Unreachable.Name, fetched.Message.Reason);
        Assert.Equal(3, cloud.Asked.Count);
    }

    [Fact]
    public async Task No_fetch_makes_more_than_ten_calls_beside_those_for_steps()
    {
        var cloud = DbtCloudDouble.Recorded().With(new FakeRun(DbtCloudDouble.Run) { MinutesAgo = 1, StoredAfter = 3 });
        foreach (var file in new[] { "manifest.json", "catalog.json", "sources.json" })
        {
            cloud.Disturbed($"runs/{DbtCloudDouble.Run}/artifacts/{file}", _ => Reply.Status(503), _ => Reply.Status(503));
        }

        using var fetched = await Fetched.FromAsync(cloud);

        Assert.Equal(FetchReason.ArtifactsUnavailable.Name, fetched.Message.Reason);
        Assert.Equal(10, cloud.Asked.Count(asked => !asked.Contains("step=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Between_the_beginnings_of_two_calls_lies_a_second()
    {
        using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded());

        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(1), 5), fetched.Clock.Waits);
    }

    [Fact]
    public async Task Each_CronJob_begins_at_its_own_moment_within_the_spread_and_always_at_the_same()
    {
        async Task<TimeSpan> BeginAsync(string cronJob)
        {
            using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded(), order => order with { For = cronJob, Spread = TimeSpan.FromSeconds(60) });
            return fetched.Clock.Waits[0];
        }

        TimeSpan[] begins = [await BeginAsync("data/a"), await BeginAsync("data/b"), await BeginAsync("data/c")];

        Assert.Equal(begins[0], await BeginAsync("data/a"));
        Assert.Equal(3, begins.Distinct().Count());
        Assert.All(begins, begin => Assert.InRange(begin, TimeSpan.Zero, TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task A_short_deadline_shortens_the_spread()
    {
        using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded(), order => order with { Spread = TimeSpan.FromSeconds(3600), ActiveDeadline = TimeSpan.FromSeconds(120) });

        Assert.Null(fetched.Message.Reason);
        Assert.InRange(fetched.Clock.Waits[0], TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_requested_run_does_not_wait()
    {
        using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded(), order => order with { Spread = TimeSpan.FromSeconds(60), IsRequested = true });

        Assert.All(fetched.Clock.Waits, wait => Assert.Equal(TimeSpan.FromSeconds(1), wait));
    }

    [Theory]
    [InlineData(401, "", nameof(FetchReason.InvalidTokenOrHost), 4)]
    [InlineData(403, "null", nameof(FetchReason.WrongAccount), 4)]
    [InlineData(403, """{"account_access_denied":true}""", nameof(FetchReason.IpNotAllowlisted), 4)]
    [InlineData(404, "null", nameof(FetchReason.WrongAccount), 4)]
    public async Task A_refusal_is_told_by_its_name_and_is_final(int status, string data, string reason, int exitCode)
    {
        var cloud = DbtCloudDouble.Recorded().Disturbed("runs/", _ => data.Length == 0 ? Reply.Status(status) : Reply.Json($$"""{"status":{"code":{{status}},"is_success":false,"user_message":"No."},"data":{{data}} }""", status));

        using var fetched = await Fetched.FromAsync(cloud);

        Assert.Equal((reason, exitCode), (fetched.Message.Reason, FetchReason.Named(fetched.Message.Reason)!.ExitCode));
        Assert.Single(cloud.Asked);
    }

    [Fact]
    public async Task A_web_page_in_place_of_the_API_means_the_wrong_host()
    {
        using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded().Disturbed("runs/", _ => Reply.Html()));

        Assert.Equal(FetchReason.InvalidTokenOrHost.Name, fetched.Message.Reason);
    }

    [Fact]
    public async Task A_storage_elsewhere_is_followed_without_the_token()
    {
        var cloud = DbtCloudDouble.Recorded().Disturbed(Manifest, _ => Reply.Redirect("https://storage.example.com/api/v2/accounts/12345/runs/70471800000777/artifacts/catalog.json"));

        using var fetched = await Fetched.FromAsync(cloud);

        Assert.Null(fetched.Message.Reason);
        Assert.Null(Assert.Single(cloud.Outside.Asked, asked => asked.Url.Host == "storage.example.com").Authorization);
    }

    [Fact]
    public async Task A_redirect_to_plain_http_is_not_followed()
    {
        var cloud = DbtCloudDouble.Recorded().Disturbed(Manifest, _ => Reply.Redirect("http://storage.example.com/manifest.json"));

        using var fetched = await Fetched.FromAsync(cloud);

        Assert.Equal(FetchReason.ArtifactsUnavailable.Name, fetched.Message.Reason);
        Assert.DoesNotContain(cloud.Outside.Asked, asked => asked.Url.Host == "storage.example.com");
    }
}
