using System.Security.Cryptography.X509Certificates;
using k8s;
using Operator.Cluster.Api;
using Xunit;

namespace Operator.Tests.Cluster.Api;

/// <summary>Which API server is believed to be the one that is meant, over real sockets.</summary>
public sealed class ApiTlsTests
{
    [Fact]
    public async Task A_server_certified_by_the_clusters_own_authority_is_believed_over_http_2()
    {
        await using var server = await Wire.ServeAsync(TestAuthority.OfLocalhost);

        var answer = await Wire.AskAsync(new KubernetesClientConfiguration { Host = $"https://localhost:{server.Port}", SslCaCerts = [TestAuthority.Certificate] });

        Assert.Null(answer.Failure);
        Assert.Equal("HTTP/2", Assert.Single(server.Requests).Protocol);
    }

    [Fact]
    public async Task The_host_name_counts_also_under_the_clusters_own_authority()
    {
        await using var server = await Wire.ServeAsync(TestAuthority.OfLocalhost);

        var answer = await Wire.AskAsync(new KubernetesClientConfiguration { Host = $"https://127.0.0.1:{server.Port}", SslCaCerts = [TestAuthority.Certificate] });

        Assert.Equal(ApiFailure.NoAnswer, answer.Failure!.Code);
        Assert.Contains("certificate", answer.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_server_name_from_the_kubeconfig_is_the_one_that_counts()
    {
        await using var server = await Wire.ServeAsync(TestAuthority.OfLocalhost);

        var answer = await Wire.AskAsync(new KubernetesClientConfiguration
        {
            Host = $"https://127.0.0.1:{server.Port}",
            SslCaCerts = [TestAuthority.Certificate],
            TlsServerName = "localhost",
        });

        Assert.Null(answer.Failure);
    }

    [Fact]
    public async Task A_server_name_that_the_certificate_does_not_have_is_not_believed_whatever_the_address_is()
    {
        await using var server = await Wire.ServeAsync(TestAuthority.OfLocalhost);

        var answer = await Wire.AskAsync(new KubernetesClientConfiguration
        {
            Host = $"https://localhost:{server.Port}",
            SslCaCerts = [TestAuthority.Certificate],
            TlsServerName = "wrong.example",
        });

        Assert.Equal(ApiFailure.NoAnswer, answer.Failure!.Code);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Whoever_wrote_insecure_skip_tls_verify_gets_any_server()
    {
        await using var server = await Wire.ServeAsync(TestAuthority.OfLocalhost);

        var answer = await Wire.AskAsync(new KubernetesClientConfiguration { Host = $"https://127.0.0.1:{server.Port}", SkipTlsVerify = true });

        Assert.Null(answer.Failure);
    }

    [Fact]
    public async Task Another_authority_is_not_believed()
    {
        await using var server = await Wire.ServeAsync(TestAuthority.OfLocalhost);

        var answer = await Wire.AskAsync(new KubernetesClientConfiguration { Host = $"https://localhost:{server.Port}", SslCaCerts = [TestAuthority.Another()] });

        Assert.Equal(ApiFailure.NoAnswer, answer.Failure!.Code);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_client_certificate_is_shown()
    {
        await using var server = await Wire.ServeAsync(TestAuthority.OfLocalhost);
        using var own = TestAuthority.Issue("the-operator", serverName: null);

        await Wire.AskAsync(new KubernetesClientConfiguration
        {
            Host = $"https://localhost:{server.Port}",
            SslCaCerts = [TestAuthority.Certificate],
            ClientCertificateData = Convert.ToBase64String(Given.Bytes(own.ExportCertificatePem())),
            ClientCertificateKeyData = Convert.ToBase64String(Given.Bytes(own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem())),
        });

        Assert.Equal("CN=the-operator", Assert.Single(server.Requests).ClientCertificate);
    }
}
