using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using k8s;
using k8s.Authentication;
using Microsoft.AspNetCore.Http;
using Operator.Cluster.Api;
using Operator.Cluster.Leading;
using Xunit;

namespace Operator.Tests.Cluster.Api;

/// <summary>What is said and believed on the wire, against a real server.</summary>
public sealed class ApiConnectionTests
{
    private static readonly X509Certificate2 Authority = NewAuthority();
    private static readonly X509Certificate2 ServerCertificate = Issue("localhost", serverName: "localhost");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_certified_by_the_clusters_own_authority_is_believed_over_http_2()
    {
        await using var server = await StartAsync(ServerCertificate);

        var answer = await AskAsync(new KubernetesClientConfiguration { Host = $"https://localhost:{server.Port}", SslCaCerts = [Authority] });

        Assert.Null(answer.Failure);
        Assert.Equal("HTTP/2", Assert.Single(server.Requests).Protocol);
    }

    [Fact]
    public async Task The_Lease_has_a_connection_of_its_own_beside_the_one_that_everything_else_shares()
    {
        await using var server = await StartAsync(ServerCertificate);
        var configuration = new KubernetesClientConfiguration { Host = $"https://localhost:{server.Port}", SslCaCerts = [Authority] };

        await AskAsync(configuration, request: new ApiRequest(HttpMethod.Get, ApiResource.Leases.Named("data", "a")) { ForLease = true });

        Assert.Equal("HTTP/1.1", Assert.Single(server.Requests).Protocol);
    }

    [Fact]
    public async Task The_host_name_counts_also_under_the_clusters_own_authority()
    {
        await using var server = await StartAsync(ServerCertificate);

        var answer = await AskAsync(new KubernetesClientConfiguration { Host = $"https://127.0.0.1:{server.Port}", SslCaCerts = [Authority] });

        Assert.Equal(ApiFailure.NoAnswer, answer.Failure!.Code);
        Assert.Contains("certificate", answer.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_server_name_from_the_kubeconfig_is_the_one_that_counts()
    {
        await using var server = await StartAsync(ServerCertificate);

        var answer = await AskAsync(new KubernetesClientConfiguration
        {
            Host = $"https://127.0.0.1:{server.Port}",
            SslCaCerts = [Authority],
            TlsServerName = "localhost",
        });

        Assert.Null(answer.Failure);
    }

    [Fact]
    public async Task Another_authority_is_not_believed()
    {
        await using var server = await StartAsync(ServerCertificate);

        var answer = await AskAsync(new KubernetesClientConfiguration { Host = $"https://localhost:{server.Port}", SslCaCerts = [NewAuthority()] });

        Assert.Equal(ApiFailure.NoAnswer, answer.Failure!.Code);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_client_certificate_is_shown()
    {
        await using var server = await StartAsync(ServerCertificate);
        using var own = Issue("the-operator", serverName: null);

        await AskAsync(new KubernetesClientConfiguration
        {
            Host = $"https://localhost:{server.Port}",
            SslCaCerts = [Authority],
            ClientCertificateData = Convert.ToBase64String(Given.Bytes(own.ExportCertificatePem())),
            ClientCertificateKeyData = Convert.ToBase64String(Given.Bytes(own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem())),
        });

        Assert.Equal("CN=the-operator", Assert.Single(server.Requests).ClientCertificate);
    }

    [Fact]
    public async Task A_service_accounts_token_is_sent_and_the_operator_says_who_it_is()
    {
        await using var server = await StartAsync();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "the-token\n", Token);

        await AskAsync(new KubernetesClientConfiguration { Host = $"http://127.0.0.1:{server.Port}", TokenProvider = new TokenFileAuth(file) });
        File.Delete(file);

        var asked = Assert.Single(server.Requests);
        Assert.Equal("Bearer the-token", asked.Authorization);
        Assert.Matches(@"^dbt-cloud-ingestion-operator/\d+\.\d+\.\d+$", asked.UserAgent);
    }

    [Fact]
    public async Task A_kubeconfig_is_read()
    {
        await using var server = await StartAsync();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            $$"""
            apiVersion: v1
            kind: Config
            current-context: there
            clusters: [{name: c, cluster: {server: "http://127.0.0.1:{{server.Port}}/prefix/"} }]
            users: [{name: u, user: {token: from-the-kubeconfig} }]
            contexts: [{name: there, context: {cluster: c, user: u} }]
            """,
            Token);

        await AskAsync(ApiConnection.Load(file));
        File.Delete(file);

        var asked = Assert.Single(server.Requests);
        Assert.Equal(("Bearer from-the-kubeconfig", "/prefix/api/v1/namespaces/data/secrets/a"), (asked.Authorization, asked.Target));
    }

    [Fact]
    public async Task A_name_with_signs_of_its_own_stays_a_name()
    {
        await using var server = await StartAsync();

        await AskAsync(new KubernetesClientConfiguration { Host = $"http://127.0.0.1:{server.Port}" }, "a?watch=true&x#y");

        Assert.Equal("/api/v1/namespaces/data/secrets/a%3Fwatch%3Dtrue%26x%23y", Assert.Single(server.Requests).Target);
    }

    [Theory]
    [InlineData("../../kube-system/secrets/admin")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("a%2Fb")]
    public async Task A_name_that_leads_to_another_path_is_never_sent(string name)
    {
        await using var server = await StartAsync();

        var answer = await AskAsync(new KubernetesClientConfiguration { Host = $"http://127.0.0.1:{server.Port}" }, name);

        Assert.Equal(404, answer.Failure!.Code);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_compressed_answer_is_read()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await using var zip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await zip.WriteAsync(Given.Bytes("""{"metadata":{"uid":"zipped"}}"""));
        });

        var answer = await AskAsync(new KubernetesClientConfiguration { Host = $"http://127.0.0.1:{server.Port}" });

        Assert.Equal("zipped", answer.Body!.Metadata!.Uid);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_value()
    {
        var server = await StartAsync();
        var port = server.Port;
        await server.DisposeAsync();

        var answer = await AskAsync(new KubernetesClientConfiguration { Host = $"http://127.0.0.1:{port}" });

        Assert.Contains("could not be reached", answer.Failure!.Message, StringComparison.Ordinal);
    }

    private static Task<LoopbackServer> StartAsync(X509Certificate2? certificate = null) => LoopbackServer.StartAsync(
        context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("""{"metadata":{"uid":"u"}}""");
        },
        certificate);

    private static async Task<ApiAnswer<KeyedObject>> AskAsync(KubernetesClientConfiguration configuration, string name = "a", ApiRequest? request = null)
    {
        using var api = new ApiClient(ApiConnection.From(configuration), new ApiOptions(), TimeProvider.System, Leadership.WithoutElection(TimeProvider.System));
        return await api.SendAsync(request ?? ApiRequest.Get(ApiResource.Secrets.Named("data", name)), ClusterJson.Default.KeyedObject, Token);
    }

    private static X509Certificate2 NewAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test-cluster-ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
    }

    private static X509Certificate2 Issue(string name, string? serverName)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        if (serverName is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(serverName);
            request.CertificateExtensions.Add(names.Build());
        }

        using var issued = request.Create(Authority, TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(20), RandomNumberGenerator.GetBytes(8));
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
