using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

/// <summary>Which addresses a name may have, over real sockets.</summary>
public sealed class AddressGuardTests
{
    [Fact]
    public async Task A_public_name_that_resolves_to_this_machine_is_refused_before_a_byte_is_sent()
    {
        var wasAsked = false;
        await using var server = await LoopbackServer.StartAsync(_ =>
        {
            wasAsked = true;
            return Task.CompletedTask;
        });

        var answer = await LoopbackCalls.AskAsync($"http://dbt.example:{server.Port}/", LoopbackCalls.Open with { AllowedCidrs = [] });

        Assert.Equal(Asking.Failed(new OutboundFailure.NotAllowed(HostRefusal.ForbiddenAddress)), answer);
        Assert.False(wasAsked);
    }

    [Theory]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("fe80::a9fe:a9fe")]
    [InlineData("fd00:ec2::254")]
    public async Task Every_form_of_a_forbidden_address_is_refused_to_a_service_of_the_cluster_too(string address)
    {
        var answer = await LoopbackCalls.AskAsync("https://openmetadata.example/", new OutboundOptions(), Destination.NearOrFar, addresses: [IPAddress.Parse(address)]);

        Assert.Equal(Asking.Failed(new OutboundFailure.NotAllowed(HostRefusal.ForbiddenAddress)), answer);
    }

    [Fact]
    public async Task Of_several_addresses_only_the_allowed_ones_are_used()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("here"));

        var answer = await LoopbackCalls.AskAsync($"http://dbt.example:{server.Port}/", LoopbackCalls.Open, addresses: [IPAddress.Parse("169.254.169.254"), IPAddress.Loopback]);

        Assert.Equal(Asking.Received("200 here"), answer);
    }

    [Fact]
    public async Task A_private_address_is_for_services_of_the_cluster_only()
    {
        IPAddress[] privateOnly = [IPAddress.Parse("10.255.255.1")];

        var answer = await LoopbackCalls.AskAsync("https://dbt.example/", new OutboundOptions(), addresses: privateOnly);

        Assert.Equal(Asking.Failed(new OutboundFailure.NotAllowed(HostRefusal.ForbiddenAddress)), answer);
    }

    [Fact]
    public async Task Plain_http_to_the_internet_is_refused_once_the_address_is_known()
    {
        var answer = await LoopbackCalls.AskAsync("http://openmetadata.example/", new OutboundOptions(), Destination.NearOrFar, addresses: [IPAddress.Parse("203.0.113.1")]);

        Assert.Equal(Asking.Failed(new OutboundFailure.NotAllowed(HostRefusal.InsecureScheme)), answer);
    }

    [Fact]
    public async Task A_name_without_an_address_is_Dns()
    {
        var answer = await LoopbackCalls.AskAsync("https://nowhere.example/", LoopbackCalls.Open, addresses: []);

        Assert.Equal(Asking.Failed(new OutboundFailure.Unreachable(UnreachableKind.Dns)), answer);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_ConnectionRefused()
    {
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var answer = await LoopbackCalls.AskAsync($"http://dbt.example:{((IPEndPoint)taken.LocalEndPoint!).Port}/", LoopbackCalls.Open);

        Assert.Equal(Asking.Failed(new OutboundFailure.Unreachable(UnreachableKind.ConnectionRefused)), answer);
    }

    [Fact]
    public async Task A_proxy_is_reached_wherever_it_lives_and_gets_the_whole_url()
    {
        await using var proxy = await LoopbackServer.StartAsync(context => context.Response.WriteAsync(context.Request.Host.Host));
        var options = LoopbackCalls.Open with { AllowedCidrs = [], Proxy = new ProxyOptions(null, new Uri($"http://proxy.example:{proxy.Port}"), []) };

        Assert.Equal(Asking.Received("200 dbt.example"), await LoopbackCalls.AskAsync("http://dbt.example/", options));
    }

    [Fact]
    public async Task A_proxy_that_refuses_to_connect_is_named()
    {
        await using var proxy = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 403;
            return Task.CompletedTask;
        });
        var options = LoopbackCalls.Open with { Proxy = new ProxyOptions(new Uri($"http://proxy.example:{proxy.Port}"), null, []) };

        var answer = await LoopbackCalls.AskAsync("https://dbt.example/", options);

        Assert.Equal(Asking.Failed(new OutboundFailure.Unreachable(UnreachableKind.Proxy)), answer);
    }
}
