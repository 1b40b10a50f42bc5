using System.IO.Compression;
using System.Net.Sockets;
using System.Net;
using Microsoft.AspNetCore.Http;
using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

/// <summary>Over real sockets; every name resolves to this machine.</summary>
public sealed class GuardedConnectionsTests : IDisposable
{
    private static readonly OutboundOptions Open = new()
    {
        AllowInsecureEndpoints = true,
        AllowedCidrs = [IPNetwork.Parse("127.0.0.0/8")],
        MaxBodyBytes = 64 * 1024,
    };

    private readonly EagerClock _clock = new(TimeSpan.FromSeconds(10));
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task A_public_name_that_resolves_to_this_machine_is_refused_before_a_byte_is_sent()
    {
        var wasAsked = false;
        await using var server = await LoopbackServer.StartAsync(_ =>
        {
            wasAsked = true;
            return Task.CompletedTask;
        });

        var answer = await AskAsync($"http://dbt.example:{server.Port}/", Open with { AllowedCidrs = [] });

        Assert.Equal(Asking.Failed(new OutboundFailure.NotAllowed(HostRefusal.ForbiddenAddress)), answer);
        Assert.False(wasAsked);
    }

    [Fact]
    public async Task The_mapped_form_of_a_forbidden_address_is_refused_too()
    {
        await using var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask);

        var answer = await AskAsync($"http://dbt.example:{server.Port}/", Open with { AllowedCidrs = [] }, addresses: [IPAddress.Parse("::ffff:127.0.0.1")]);

        Assert.Equal(Asking.Failed(new OutboundFailure.NotAllowed(HostRefusal.ForbiddenAddress)), answer);
    }

    [Fact]
    public async Task Of_several_addresses_only_the_allowed_ones_are_used()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("here"));

        var answer = await AskAsync($"http://dbt.example:{server.Port}/", Open, addresses: [IPAddress.Parse("169.254.169.254"), IPAddress.Loopback]);

        Assert.Equal(Asking.Received("200 here"), answer);
    }

    [Fact]
    public async Task A_private_address_is_for_services_of_the_cluster_only()
    {
        IPAddress[] privateOnly = [IPAddress.Parse("10.255.255.1")];

        var answer = await AskAsync("https://dbt.example/", new OutboundOptions(), addresses: privateOnly);

        Assert.Equal(Asking.Failed(new OutboundFailure.NotAllowed(HostRefusal.ForbiddenAddress)), answer);
    }

    [Fact]
    public async Task Plain_http_to_the_internet_is_refused_once_the_address_is_known()
    {
        var answer = await AskAsync("http://openmetadata.example/", new OutboundOptions(), Destination.NearOrFar, addresses: [IPAddress.Parse("203.0.113.1")]);

        Assert.Equal(Asking.Failed(new OutboundFailure.NotAllowed(HostRefusal.InsecureScheme)), answer);
    }

    [Fact]
    public async Task A_name_without_an_address_is_Dns()
    {
        var answer = await AskAsync("https://nowhere.example/", Open, addresses: []);

        Assert.Equal(Asking.Failed(new OutboundFailure.Unreachable(UnreachableKind.Dns)), answer);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_ConnectionRefused()
    {
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var answer = await AskAsync($"http://dbt.example:{((IPEndPoint)taken.LocalEndPoint!).Port}/", Open);

        Assert.Equal(Asking.Failed(new OutboundFailure.Unreachable(UnreachableKind.ConnectionRefused)), answer);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_Interrupted()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = BreakOffAsync(listener, times: 3);

        var answer = await AskAsync($"http://dbt.example:{((IPEndPoint)listener.LocalEndpoint).Port}/", Open);
        await serving;

        Assert.Equal(Asking.Failed(new OutboundFailure.Unreachable(UnreachableKind.Interrupted)), answer);
    }

    [Fact]
    public async Task A_body_over_the_bound_is_TooLarge()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync(new string('x', 70_000)));

        Assert.Equal(Asking.Failed(new OutboundFailure.TooLarge(64 * 1024)), await AskAsync($"http://dbt.example:{server.Port}/", Open));
    }

    [Fact]
    public async Task A_small_body_that_unpacks_to_a_large_one_is_TooLarge()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new GZipStream(context.Response.Body, CompressionLevel.Optimal);
            await packed.WriteAsync(new byte[10_000_000]);
        });

        Assert.Equal(Asking.Failed(new OutboundFailure.TooLarge(64 * 1024)), await AskAsync($"http://dbt.example:{server.Port}/", Open));
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_UntrustedRoot()
    {
        await using var server = await SecureAsync("dbt.example");

        Assert.Equal(Asking.Failed(new OutboundFailure.Tls(TlsCause.UntrustedRoot)), await AskAsync($"https://dbt.example:{server.Port}/", Open));
    }

    [Fact]
    public async Task A_given_authority_is_believed()
    {
        await using var server = await SecureAsync("dbt.example");

        Assert.Equal(Asking.Received("200 secure"), await AskAsync($"https://dbt.example:{server.Port}/", Open, trust: Trust.FromPem(_certificates.Pem)));
    }

    [Fact]
    public async Task With_a_given_authority_the_host_name_still_counts()
    {
        await using var server = await SecureAsync("other.example");

        var answer = await AskAsync($"https://dbt.example:{server.Port}/", Open, trust: Trust.FromPem(_certificates.Pem));

        Assert.Equal(Asking.Failed(new OutboundFailure.Tls(TlsCause.NameMismatch)), answer);
    }

    [Fact]
    public async Task Another_authority_of_the_same_name_is_not_believed()
    {
        using var impostor = new TestCertificates();
        await using var server = await SecureAsync("dbt.example");

        var answer = await AskAsync($"https://dbt.example:{server.Port}/", Open, trust: Trust.FromPem(impostor.Pem));

        Assert.Equal(Asking.Failed(new OutboundFailure.Tls(TlsCause.UntrustedRoot)), answer);
    }

    [Fact]
    public async Task A_certificate_out_of_its_time_is_Expired()
    {
        await using var server = await SecureAsync("dbt.example", expired: true);

        var answer = await AskAsync($"https://dbt.example:{server.Port}/", Open, trust: Trust.FromPem(_certificates.Pem));

        Assert.Equal(Asking.Failed(new OutboundFailure.Tls(TlsCause.Expired)), answer);
    }

    [Fact]
    public async Task Who_asks_to_trust_anybody_gets_an_answer_from_anybody()
    {
        await using var server = await SecureAsync("other.example", expired: true);

        Assert.Equal(Asking.Received("200 secure"), await AskAsync($"https://dbt.example:{server.Port}/", Open, trust: Trust.Anybody));
    }

    [Fact]
    public async Task A_port_that_does_not_speak_tls_is_Handshake()
    {
        await using var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask);

        Assert.Equal(Asking.Failed(new OutboundFailure.Tls(TlsCause.Handshake)), await AskAsync($"https://dbt.example:{server.Port}/", Open));
    }

    [Fact]
    public async Task A_proxy_is_reached_wherever_it_lives_and_gets_the_whole_url()
    {
        await using var proxy = await LoopbackServer.StartAsync(context => context.Response.WriteAsync(context.Request.Host.Host));
        var options = Open with { AllowedCidrs = [], Proxy = new ProxyOptions(null, new Uri($"http://proxy.example:{proxy.Port}"), []) };

        Assert.Equal(Asking.Received("200 dbt.example"), await AskAsync("http://dbt.example/", options));
    }

    [Theory]
    [InlineData("Html", "<html>Sign in</html>")]
    [InlineData("Html", " \n<html>Sign in</html>")]
    [InlineData("Broken", """{"status": {"code": 200}, "da""")]
    [InlineData("Broken", "null")]
    [InlineData("Empty", "")]
    [InlineData("Value", "{}")]
    public async Task What_is_no_json_is_told_apart(string reading, string body)
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync(body));
        var call = new OutboundCall(new Uri($"http://dbt.example:{server.Port}/"));

        var answer = await Calls(Open, [IPAddress.Loopback]).AskAsync(
            call,
            async (response, aborted) => (await response.ReadJsonAsync(Operator.OpenMetadata.Wire.OpenMetadataWire.Default.VersionWire, aborted)).GetType().Name,
            TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Received(reading), answer);
    }

    private static async Task BreakOffAsync(TcpListener listener, int times)
    {
        for (var connection = 0; connection < times; connection++)
        {
            using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            var stream = client.GetStream();
            var question = new byte[4096];
            Assert.NotEqual(0, await stream.ReadAsync(question, TestContext.Current.CancellationToken));
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf"u8.ToArray(), TestContext.Current.CancellationToken);
        }
    }

    private Task<LoopbackServer> SecureAsync(string host, bool expired = false) =>
        LoopbackServer.StartAsync(context => context.Response.WriteAsync("secure"), _certificates.For(host, expired));

    private Task<OutboundAnswer<string>> AskAsync(
        string url, OutboundOptions options, Destination destination = Destination.Internet, IPAddress[]? addresses = null, Trust? trust = null) =>
        Calls(options, addresses ?? [IPAddress.Loopback]).TextAsync(
            new OutboundCall(new Uri(url)) { Destination = destination, Trust = trust ?? Trust.System }, TestContext.Current.CancellationToken);

    private OutboundCalls Calls(OutboundOptions options, IPAddress[] addresses)
    {
        var connections = new GuardedConnections(options, new HostPolicy(options), (_, _) => Task.FromResult(addresses), _clock);
        return OutboundCalls.Over(options, connections, _clock, () => 0.5);
    }
}
