using System.Net;
using Microsoft.AspNetCore.Http;
using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

/// <summary>Where a redirect leads once the name of its host is resolved, over real sockets.</summary>
public sealed class RealRedirectTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("10.1.2.3")]
    public async Task A_host_that_turns_out_to_live_at_a_forbidden_address_is_not_asked(string address)
    {
        await using var server = await LoopbackServer.StartAsync(context => MoveAsync(context, "https://storage.example/file"));
        var calls = LoopbackCalls.Over(LoopbackCalls.Open, host => [host == "storage.example" ? IPAddress.Parse(address) : IPAddress.Loopback]);

        var answer = await calls.TextAsync(Artifact(server), TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Failed(new OutboundFailure.NotAllowed(HostRefusal.ForbiddenAddress)), answer);
    }

    [Fact]
    public async Task The_other_host_gets_the_question_and_no_token()
    {
        await using var storage = await LoopbackServer.StartAsync(
            context => context.Response.WriteAsync($"authorization: {context.Request.Headers.Authorization.Count}, cookies: {context.Request.Headers.Cookie.Count}"),
            _certificates.For("storage.example"));
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Cookies.Append("session", "canary");
            return MoveAsync(context, $"https://storage.example:{storage.Port}/file");
        });

        var answer = await LoopbackCalls.Over(LoopbackCalls.Open, IPAddress.Loopback).TextAsync(Artifact(server), TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Received("200 authorization: 0, cookies: 0"), answer);
    }

    private OutboundCall Artifact(LoopbackServer server) => Asking.Call($"http://dbt.example:{server.Port}/artifact") with
    {
        Payload = Payload.Artifact,
        OtherHosts = OtherHosts.FollowWithoutToken,
        Trust = Trust.FromPem(_certificates.Pem)!,
    };

    private static Task MoveAsync(HttpContext context, string to)
    {
        context.Response.Redirect(to);
        return Task.CompletedTask;
    }
}
