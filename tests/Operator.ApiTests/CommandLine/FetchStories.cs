using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Operator.ApiTests.Outside;
using Sandbox.DbtCloud;
using Sandbox.Outside;
using Xunit;

namespace Operator.ApiTests.CommandLine;

/// <summary>The verb of the init container against the sandbox's dbt Cloud, when something goes wrong on the way.</summary>
public sealed class FetchStories : IAsyncLifetime
{
    /// <summary>The choice, the run, the results of the one step that ran tests, and three files.</summary>
    private const int Calls = 6;

    // By the clock that moves over the waits.
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 10, 0, 0, TimeSpan.Zero);

    private static ReadOnlyMemory<byte> Sources => ArtifactSet.OfShop("1-source-freshness").Find("sources.json")!.Value;

    private DbtCloudServer _cloud = null!;
    private FetchRun _run = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await DbtCloudServer.StartAsync(DemoWorld.At(Now), cancellationToken: Cancelled);
        _cloud.Change(world => world.WithRun(DemoWorld.MartsRun, run => run with { Steps = [.. DemoWorld.StepsWithDocsLast.Select(step => step.Index == 7 ? step with { Artifacts = step.Artifacts.With("sources.json", Sources) } : step)] }));
        _run = new FetchRun(_cloud);
    }

    public async ValueTask DisposeAsync()
    {
        _run.Dispose();
        await _cloud.DisposeAsync();
    }

    public static TheoryData<string, int> Disturbances => [.. from what in (string[])["429", "cut", "truncated", "reset", "503"] from call in Enumerable.Range(0, Calls) select (what, call)];

    [Theory]
    [MemberData(nameof(Disturbances))]
    public async Task One_disturbance_at_any_call_costs_a_wait_and_not_the_run(string what, int call)
    {
        _cloud.Faults.Add(FaultOf(what) with { Times = 1, After = call });

        Assert.Equal(0, await _run.RunAsync());

        Assert.Equal(FetchRun.Files, _run.Left);
        Assert.Equal((DemoWorld.MartsRun.ToString(System.Globalization.CultureInfo.InvariantCulture), null, what == "429" ? 1 : null as int?), (_run.Message.Run!.Id, _run.Message.Reason, _run.Message.AskedForSilence));
        Assert.Equal(Calls + 1, _cloud.Requests.All.Count);
        AssertWhole();
    }

    [Theory]
    [InlineData("InvalidTokenOrHost", 4)]
    [InlineData("WrongAccount", 4)]
    [InlineData("IpNotAllowlisted", 4)]
    [InlineData("NoSuccessfulRun", 4)]
    [InlineData("ArtifactsInvalid", 4)]
    [InlineData("ArtifactsUnavailable", 3)]
    [InlineData("RateLimited", 3)]
    [InlineData("Unreachable", 3)]
    public async Task Every_reason_is_in_the_message_with_the_exit_code_that_tells_whether_another_try_can_help(string reason, int exitCode)
    {
        Spoil(reason);

        Assert.Equal(exitCode, await _run.RunAsync());

        Assert.Equal(reason, _run.Message.Reason);
        Assert.DoesNotContain("manifest.json", _run.Left);
        Assert.Contains(reason + ": ", _run.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain(DemoWorld.Token[5..], _run.Printed + _run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_lie_on_another_host_are_fetched_there_without_the_token()
    {
        using var certificate = PrivateCertificate.Create();
        await using var storage = await StorageAsync(certificate);

        Assert.Equal(0, await _run.RunAsync("--ca-bundle", await BundleAsync(certificate)));

        AssertWhole();
        Assert.Equal(Calls - 2, storage.Requests.All.Count);
        Assert.All(storage.Requests.All, request => Assert.False(request.IsAuthorized));
        Assert.All(_cloud.Requests.All, request => Assert.Equal(DemoWorld.Token, request.Token));
    }

    [Fact]
    public async Task Another_host_that_nobody_trusts_gets_no_question()
    {
        using var certificate = PrivateCertificate.Create();
        await using var storage = await StorageAsync(certificate);

        Assert.Equal(3, await _run.RunAsync());

        Assert.Equal("Unreachable", _run.Message.Reason);
        Assert.Empty(storage.Requests.All);
    }

    [Fact]
    public async Task Another_host_that_the_operators_policy_does_not_list_gets_no_question()
    {
        using var certificate = PrivateCertificate.Create();
        await using var storage = await StorageAsync(certificate);

        Assert.Equal(3, await _run.RunAsync("--ca-bundle", await BundleAsync(certificate), "--allowed-host", "127.0.0.1"));

        Assert.Empty(storage.Requests.All);
        Assert.Contains("the operator's policy forbids the host", _run.Printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://10.1.2.3/")]
    [InlineData("https://169.254.169.254/")]
    [InlineData("https://[fd00:ec2::254]/")]
    public async Task A_place_inside_the_network_is_never_asked(string place)
    {
        _cloud.Faults.Add(Fault.RedirectTo(new Uri(place)) with { Path = "/artifacts/" });

        Assert.Equal(3, await _run.RunAsync());

        Assert.Contains("the operator's policy forbids the host", _run.Printed, StringComparison.Ordinal);
        Assert.Empty(_run.Left);
    }

    [Fact]
    public async Task Plain_http_on_another_host_is_not_followed()
    {
        await using var storage = await ArtifactStorageServer.StartAsync(_cloud, cancellationToken: Cancelled);

        Assert.Equal(3, await _run.RunAsync());

        Assert.Equal("ArtifactsUnavailable", _run.Message.Reason);
        Assert.Empty(storage.Requests.All);
    }

    [Theory]
    [InlineData("--job", "marts", "--job takes a number of dbt Cloud")]
    [InlineData("--url", "ftp://dbt", "--url takes an address such as https://ab123.us1.dbt.com")]
    [InlineData("--of-a-later-version", "1", "--of-a-later-version")]
    public async Task A_command_line_that_is_not_understood_is_told_to_whoever_describes_the_pod(string option, string value, string says)
    {
        Assert.Equal(2, await _run.RunAsync(option, value));

        Assert.Contains(says, _run.Text, StringComparison.Ordinal);
        Assert.Empty(_cloud.Requests.All);
    }

    [Fact]
    public async Task Such_a_complaint_holds_no_password()
    {
        await _run.RunAsync("--of-a-later-version", "http://operator:canary-0123@proxy:3128");

        Assert.NotEmpty(_run.Text);
        Assert.DoesNotContain("canary", _run.Text, StringComparison.Ordinal);
    }

    /// <summary>A part of each file is on the disk when the process is gone.</summary>
    [Theory]
    [InlineData("manifest.json", 20_000)]
    [InlineData("catalog.json", 1)]
    [InlineData("run_results.json", 2_000)]
    public async Task A_process_that_is_killed_leaves_nothing_that_the_next_one_takes_for_whole(string file, int at)
    {
        _cloud.Faults.Add(Fault.Stalled(at) with { Path = "/artifacts/" + file, Times = 1 });
        using (var arrived = new Arrivals(_run.Folder, file, at))
        {
            await using var killed = _run.Start();
            await arrived.UntilThereAsync();
            await killed.KillAsync();
        }

        Assert.All(_run.Left.Where(name => !name.Contains(".part", StringComparison.Ordinal)), AssertWhole);
        Assert.DoesNotContain(file, _run.Left);

        Assert.Equal(0, await _run.RunAsync());
        AssertWhole();
    }

    private void Spoil(string reason)
    {
        switch (reason)
        {
            case "InvalidTokenOrHost":
                _cloud.Change(world => world with { Tokens = [] });
                break;
            case "WrongAccount":
                _cloud.Change(world => world.WithToken(DemoWorld.Token, token => token with { AccountId = 99 }));
                break;
            case "IpNotAllowlisted":
                _cloud.Change(world => world.WithToken(DemoWorld.Token, token => token with { Refusal = DbtRefusal.IpNotAllowlisted }));
                break;
            case "NoSuccessfulRun":
                _cloud.Change(world => world.WithAccount(DemoWorld.AccountId, account => account with { Runs = [] }));
                break;
            case "ArtifactsInvalid":
                _cloud.Change(world => world.WithRun(DemoWorld.MartsRun, run => run with { Steps = [.. run.Steps.Select(step => step with { Artifacts = step.Artifacts.With("manifest.json", "{\"metadata\": {") })] }));
                break;
            case "ArtifactsUnavailable":
                _cloud.Change(world => world.WithRun(DemoWorld.MartsRun, run => run.Without("manifest.json")));
                break;
            default:
                _cloud.Faults.Add((reason == "RateLimited" ? Fault.TooManyRequests() : Fault.Status(503)) with { After = 2 });
                break;
        }
    }

    private static Fault FaultOf(string what) => what switch
    {
        "429" => Fault.TooManyRequests(TimeSpan.FromSeconds(20)),
        "cut" => Fault.CutOff(),
        "truncated" => Fault.Truncated(),
        "reset" => Fault.Reset(),
        _ => Fault.Status(503),
    };

    private Task<ArtifactStorageServer> StorageAsync(X509Certificate2 certificate) =>
        ArtifactStorageServer.StartAsync(_cloud, DbtCloudServer.Options() with { Certificate = certificate }, Cancelled);

    private async Task<string> BundleAsync(X509Certificate2 certificate)
    {
        var file = _run.MessageFile + ".crt";
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem(), Cancelled);
        return file;
    }

    private void AssertWhole()
    {
        Assert.Equal(FetchRun.Files, _run.Left);
        Assert.All(FetchRun.Files, AssertWhole);
    }

    /// <summary>As dbt Cloud has it, and of results those of the step that ran the tests.</summary>
    private void AssertWhole(string file)
    {
        var step = file switch
        {
            "run_results.json" => "3-test",
            "sources.json" => "1-source-freshness",
            _ => "4-docs-generate",
        };
        var original = System.Text.Encoding.UTF8.GetString(ArtifactSet.OfShop(step).Find(file)!.Value.Span);
        if (step == "3-test")
        {
            Assert.Equal(Results(original), Results(_run.Content(file)));
        }
        else
        {
            Assert.Equal(original, _run.Content(file));
        }
    }

    private static IEnumerable<string> Results(string json) => JsonNode.Parse(json)!["results"]!.AsArray().Select(result => $"{(string)result!["unique_id"]!} {(string)result["status"]!}");

    /// <summary>Tells when so many bytes of a file have reached the disk.</summary>
    private sealed class Arrivals : IDisposable
    {
        private readonly TaskCompletionSource _there = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly FileSystemWatcher _watcher;

        public Arrivals(string folder, string file, int bytes)
        {
            Directory.CreateDirectory(folder);
            _watcher = new FileSystemWatcher(folder, file + "*") { NotifyFilter = NotifyFilters.Size | NotifyFilters.LastWrite | NotifyFilters.FileName };
            _watcher.Changed += (_, changed) => Look(changed.FullPath, bytes);
            _watcher.EnableRaisingEvents = true;
        }

        public Task UntilThereAsync() => _there.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Cancelled);

        public void Dispose() => _watcher.Dispose();

        private void Look(string path, int bytes)
        {
            if (new FileInfo(path) is { Exists: true } found && found.Length >= bytes)
            {
                _there.TrySetResult();
            }
        }
    }
}
