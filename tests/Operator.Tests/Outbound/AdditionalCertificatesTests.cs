using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

/// <summary>Authorities of the operator's own beside those that a call trusts anyway, over real sockets.</summary>
public sealed class AdditionalCertificatesTests : IDisposable
{
    private static readonly OutboundAnswer<string> Secure = Asking.Received("200 secure");
    private readonly TestCertificates _company = new();
    private readonly TestCertificates _other = new();

    public void Dispose()
    {
        _company.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task A_server_of_the_company_is_believed() => Assert.Equal(Secure, await AskAsync(_company, trust: Trust.System));

    [Fact]
    public async Task A_server_of_anybody_else_is_not() => AssertIs(TlsCause.UntrustedRoot, await AskAsync(_other, trust: Trust.System));

    [Fact]
    public async Task The_host_name_still_counts() => AssertIs(TlsCause.NameMismatch, await AskAsync(_company, Trust.System, host: "other.example"));

    [Fact]
    public async Task So_does_the_time() => AssertIs(TlsCause.Expired, await AskAsync(_company, Trust.System, isExpired: true));

    [Fact]
    public async Task They_count_beside_the_bundle_of_a_resource()
    {
        Assert.Equal(Secure, await AskAsync(_company, trust: Trust.FromPem(_other.Pem)));
        Assert.Equal(Secure, await AskAsync(_other, trust: Trust.FromPem(_other.Pem)));
    }

    [Fact]
    public void The_roots_of_the_system_are_trusted_as_before()
    {
        Assert.SkipWhen(SystemRoot() is null, "This system has no roots.");
        using var chain = new X509Chain { ChainPolicy = new CertificateCheck(Trust.System, _company.Pem).Options().CertificateChainPolicy! };

        Assert.True(chain.Build(SystemRoot()!));
        Assert.Equal(X509ChainTrustMode.System, chain.ChainPolicy.TrustMode);
    }

    [Fact]
    public async Task Nothing_that_a_certificate_points_to_is_fetched()
    {
        var fetches = 0;
        await using var issuer = await LoopbackServer.StartAsync(_ =>
        {
            fetches++;
            return Task.CompletedTask;
        });
        await using var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask, _other.For("dbt.example", issuerAt: $"http://127.0.0.1:{issuer.Port}/issuer.cer"));
        var byTheServer = fetches; // It may look for its own issuer when it starts.

        AssertIs(TlsCause.UntrustedRoot, await AskAsync(server, Trust.System));
        AssertIs(TlsCause.UntrustedRoot, await AskAsync(server, Trust.FromPem(_company.Pem)));

        Assert.Equal(byTheServer, fetches);
    }

    private async Task<OutboundAnswer<string>> AskAsync(TestCertificates signer, Trust? trust, string host = "dbt.example", bool isExpired = false)
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("secure"), signer.For(host, isExpired));
        return await AskAsync(server, trust);
    }

    private Task<OutboundAnswer<string>> AskAsync(LoopbackServer server, Trust? trust) =>
        LoopbackCalls.AskAsync($"https://dbt.example:{server.Port}/", LoopbackCalls.Open with { AdditionalCertificates = _company.Pem }, trust: trust);

    private static void AssertIs(TlsCause cause, OutboundAnswer<string> answer) => Assert.Equal(Asking.Failed(new OutboundFailure.Tls(cause)), answer);

    private static X509Certificate2? SystemRoot()
    {
        using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
        return store.Certificates.FirstOrDefault(root => root.NotAfter > TimeProvider.System.GetLocalNow().AddDays(1) && root.NotBefore < TimeProvider.System.GetLocalNow());
    }
}
