using Microsoft.AspNetCore.Http;
using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

/// <summary>Whom to believe, over real sockets.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_UntrustedRoot()
    {
        await using var server = await SecureAsync("dbt.example");

        Assert.Equal(Asking.Failed(new OutboundFailure.Tls(TlsCause.UntrustedRoot)), await LoopbackCalls.AskAsync($"https://dbt.example:{server.Port}/", LoopbackCalls.Open));
    }

    [Fact]
    public async Task A_given_authority_is_believed()
    {
        await using var server = await SecureAsync("dbt.example");

        Assert.Equal(Asking.Received("200 secure"), await LoopbackCalls.AskAsync($"https://dbt.example:{server.Port}/", LoopbackCalls.Open, trust: Trust.FromPem(_certificates.Pem)));
    }

    [Fact]
    public async Task With_a_given_authority_the_host_name_still_counts()
    {
        await using var server = await SecureAsync("other.example");

        var answer = await LoopbackCalls.AskAsync($"https://dbt.example:{server.Port}/", LoopbackCalls.Open, trust: Trust.FromPem(_certificates.Pem));

        Assert.Equal(Asking.Failed(new OutboundFailure.Tls(TlsCause.NameMismatch)), answer);
    }

    [Fact]
    public async Task Another_authority_of_the_same_name_is_not_believed()
    {
        using var impostor = new TestCertificates();
        await using var server = await SecureAsync("dbt.example");

        var answer = await LoopbackCalls.AskAsync($"https://dbt.example:{server.Port}/", LoopbackCalls.Open, trust: Trust.FromPem(impostor.Pem));

        Assert.Equal(Asking.Failed(new OutboundFailure.Tls(TlsCause.UntrustedRoot)), answer);
    }

    [Fact]
    public async Task A_certificate_out_of_its_time_is_Expired()
    {
        await using var server = await SecureAsync("dbt.example", expired: true);

        var answer = await LoopbackCalls.AskAsync($"https://dbt.example:{server.Port}/", LoopbackCalls.Open, trust: Trust.FromPem(_certificates.Pem));

        Assert.Equal(Asking.Failed(new OutboundFailure.Tls(TlsCause.Expired)), answer);
    }

    [Fact]
    public async Task Who_asks_to_trust_anybody_gets_an_answer_from_anybody()
    {
        await using var server = await SecureAsync("other.example", expired: true);

        Assert.Equal(Asking.Received("200 secure"), await LoopbackCalls.AskAsync($"https://dbt.example:{server.Port}/", LoopbackCalls.Open, trust: Trust.Anybody));
    }

    [Fact]
    public async Task A_port_that_does_not_speak_tls_is_Handshake()
    {
        await using var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask);

        Assert.Equal(Asking.Failed(new OutboundFailure.Tls(TlsCause.Handshake)), await LoopbackCalls.AskAsync($"https://dbt.example:{server.Port}/", LoopbackCalls.Open));
    }

    private Task<LoopbackServer> SecureAsync(string host, bool expired = false) =>
        LoopbackServer.StartAsync(context => context.Response.WriteAsync("secure"), _certificates.For(host, expired));
}
