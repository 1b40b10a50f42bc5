using System.Net;
using System.Net.Sockets;
using System.Text;
using Operator.Hosting.Listening;
using Operator.Hosting.Measuring;
using Operator.Reporting;
using Operator.Resource;
using Operator.Tests.Reporting;
using Xunit;

namespace Operator.Tests.Hosting;

/// <summary>What anybody who can connect to the pod may take of it.</summary>
public sealed class ListenerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/healthz", 200, 404)]
    [InlineData("/livez", 200, 404)]
    [InlineData("/readyz", 503, 404)]
    [InlineData("/loglevel", 200, 404)]
    [InlineData("/metrics", 404, 200)]
    [InlineData("/", 404, 404)]
    public async Task Each_path_is_served_at_one_port_only(string path, int atProbes, int atMetrics)
    {
        await using var served = await ServedOperator.StartAsync();

        Assert.Equal((atProbes, atMetrics), ((await served.AskAsync(new Uri(served.Probes, path))).Status, (await served.AskAsync(new Uri(served.Metrics, path))).Status));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Half_open_requests_end_the_oldest_of_them_and_the_probes_answer(bool atProbes)
    {
        await using var served = await ServedOperator.StartAsync();
        var limit = (atProbes ? Listener.Probes : Listener.Metrics).MostConnections;
        var flood = new List<Socket>();
        try
        {
            for (var one = 0; one < limit + 20; one++)
            {
                flood.Add(await HalfOpenAsync(atProbes ? served.Probes : served.Metrics));
            }

            Assert.Equal((200, "ok\n"), await served.AskAsync("/healthz"));
            await ClosedAsync(flood, 20);
            Assert.Contains(flood, socket => !IsClosed(socket));
        }
        finally
        {
            flood.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task Connections_that_have_ended_do_not_count()
    {
        await using var served = await ServedOperator.StartAsync();
        using var early = await HalfOpenAsync(served.Metrics);
        for (var one = 0; one < Listener.Metrics.MostConnections * 2; one++)
        {
            using var http = new HttpClient();
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(served.Metrics, "/metrics"), Token)).StatusCode);
        }

        await early.SendAsync(Encoding.ASCII.GetBytes("\r\n\r\n"), Token);

        Assert.Contains("200 OK", await AnswerAsync(early), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a request line", 3 * 1024, 414)]
    [InlineData("headers", 9 * 1024, 431)]
    public async Task What_is_larger_than_any_honest_request_is_refused(string what, int length, int status)
    {
        await using var served = await ServedOperator.StartAsync();
        var text = new string('a', length);
        using var socket = await ConnectAsync(served.Metrics);

        await socket.SendAsync(Encoding.ASCII.GetBytes(what == "headers" ? $"GET /metrics HTTP/1.1\r\nHost: a\r\nX: {text}\r\n\r\n" : $"GET /{text} HTTP/1.1\r\n\r\n"), Token);

        Assert.StartsWith($"HTTP/1.1 {status} ", await AnswerAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_no_log_level_needs_is_refused()
    {
        await using var served = await ServedOperator.StartAsync();

        Assert.Equal(413, (await served.AskAsync("/loglevel", HttpMethod.Put, new string('a', 2000))).Status);
    }

    [Fact]
    public async Task A_scrape_that_is_read_too_slowly_is_cut_and_is_not_taken_for_a_whole_page()
    {
        await using var served = await ServedOperator.StartAsync();
        for (var number = 0; number < 20_000; number++)
        {
            served.Get<IngestionGauges>().Show(new IngestionKey("data", new string('a', 200) + number), Statuses.Settled);
        }

        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(served.Metrics, "/metrics"), HttpCompletionOption.ResponseHeadersRead, Token);

        served.Time.Advance(MetricsPage.LongestScrape);

        await Assert.ThrowsAnyAsync<IOException>(async () => await (await response.Content.ReadAsStreamAsync(Token)).CopyToAsync(Stream.Null, Token));
    }

    [Fact]
    public async Task Many_who_ask_at_once_each_get_the_whole_page()
    {
        await using var served = await ServedOperator.StartAsync();
        for (var number = 0; number < 1000; number++)
        {
            served.Get<IngestionGauges>().Show(new IngestionKey("data", $"ingestion-{number}"), Statuses.Settled);
        }

        var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => served.ScrapeAsync()));

        Assert.All(pages, page => Assert.Equal(1000, page.Families.Single(family => family.Name == "dbtcloudingestion_ready").Samples.Count));
    }

    private static async Task<Socket> ConnectAsync(Uri address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port, Token);
        return socket;
    }

    /// <summary>A request whose headers do not end.</summary>
    private static async Task<Socket> HalfOpenAsync(Uri address)
    {
        var socket = await ConnectAsync(address);
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close"), Token);
        return socket;
    }

    private static async Task<string> AnswerAsync(Socket socket)
    {
        using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Token);
    }

    private static async Task ClosedAsync(List<Socket> flood, int count)
    {
        while (flood.Count(IsClosed) < count)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static bool IsClosed(Socket socket)
    {
        try
        {
            return socket.Poll(0, SelectMode.SelectRead) && socket.Receive(new byte[1], SocketFlags.Peek) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
