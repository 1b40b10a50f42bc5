using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Operator.Tests.Hosting.Verbs;

/// <summary>What an exec probe or a test of an installation is told of a running operator.</summary>
public sealed class ProbeVerbTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_operator_that_is_well_ends_it_with_0()
    {
        await using var served = await ServedOperator.StartAsync();
        var url = new Uri(served.Probes, "/healthz");

        var run = await VerbRun.OfAsync(["probe", "--url", $"{url}"]);

        Assert.Equal((0, $"ok: {url} answers\n", ""), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task One_that_is_not_ready_ends_it_with_1_and_says_why_in_one_line()
    {
        await using var served = await ServedOperator.StartAsync();

        var run = await VerbRun.OfAsync(["probe", "--url", $"{served.Probes}"]);

        Assert.Equal((1, $"failed: {served.Probes}readyz answers 503: caches failed: the first lists are not complete yet\n"), (run.Code, run.Out));
    }

    [Fact]
    public async Task Scripts_get_the_same_as_JSON()
    {
        await using var served = await ServedOperator.StartAsync();

        var run = await VerbRun.OfAsync(["probe", "--url", $"{served.Probes}", "-o", "json"]);

        var page = JsonNode.Parse(run.Out)!;
        Assert.Equal((1, 1, "readyz", "Failed"), (run.Code, (int)page["exitCode"]!, (string?)page["checks"]![0]!["name"], (string?)page["checks"]![0]!["result"]));
    }

    [Fact]
    public async Task An_address_where_nobody_listens_ends_it_with_1()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://{listener.LocalEndpoint}/readyz";
        listener.Stop();

        var run = await VerbRun.OfAsync(["probe", "--url", url]);

        Assert.Equal(1, run.Code);
        Assert.Equal($"failed: {url} cannot be reached: Connection refused\n", run.Out);
    }

    [Fact]
    public async Task One_that_does_not_answer_in_time_ends_it_with_1()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var time = new FakeTimeProvider();
        var running = VerbRun.OfAsync(["probe", "--url", $"http://{listener.LocalEndpoint}/readyz", "--timeout", "3"], time);
        using var caller = await listener.AcceptSocketAsync(Token);

        time.Advance(TimeSpan.FromSeconds(3));

        var run = await running;
        Assert.Equal((1, $"failed: http://{listener.LocalEndpoint}/readyz does not answer within 3 s\n"), (run.Code, run.Out));
    }
}
