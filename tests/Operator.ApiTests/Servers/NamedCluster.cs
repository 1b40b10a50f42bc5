using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using k8s;

namespace Operator.ApiTests.Servers;

/// <summary>A cluster reached by a kubeconfig: one that the person running the tests named, or one that the tests started.</summary>
internal sealed class NamedCluster : RunningServer
{
    private NamedCluster(string kubeconfig, HttpClient http, string version) =>
        (Kubeconfig, Http, Description) = (kubeconfig, http, $"kube-apiserver {version} at {http.BaseAddress}");

    public override HttpClient Http { get; }

    public override string Kubeconfig { get; }

    public override string Description { get; }

    public static async Task<NamedCluster> ConnectAsync(string kubeconfig, CancellationToken cancellationToken)
    {
        var http = ClientOf(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
        var version = System.Text.Json.Nodes.JsonNode.Parse(await http.GetStringAsync("version", cancellationToken));
        return new NamedCluster(kubeconfig, http, (string)version!["gitVersion"]!);
    }

    public override ValueTask DisposeAsync()
    {
        Http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static HttpClient ClientOf(KubernetesClientConfiguration configuration)
    {
        var handler = new SocketsHttpHandler { SslOptions = TlsOf(configuration), MaxConnectionsPerServer = 64 };
        var http = new HttpClient(handler) { BaseAddress = new Uri(configuration.Host), Timeout = Timeout.InfiniteTimeSpan };
        if (configuration.AccessToken is { Length: > 0 } token)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return http;
    }

    private static SslClientAuthenticationOptions TlsOf(KubernetesClientConfiguration configuration)
    {
        var tls = new SslClientAuthenticationOptions();
        if (configuration.SslCaCerts is { Count: > 0 } authorities)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        if (CertificateOf(configuration) is { } certificate)
        {
            tls.ClientCertificates = [certificate];
        }

        return tls;
    }

    private static X509Certificate2? CertificateOf(KubernetesClientConfiguration configuration) => configuration switch
    {
        { ClientCertificateData: { Length: > 0 } certificate, ClientCertificateKeyData: { Length: > 0 } key } =>
            X509Certificate2.CreateFromPem(Decoded(certificate), Decoded(key)),
        { ClientCertificateFilePath: { Length: > 0 } certificate, ClientKeyFilePath: { Length: > 0 } key } =>
            X509Certificate2.CreateFromPemFile(certificate, key),
        _ => null,
    };

    private static string Decoded(string base64) => System.Text.Encoding.ASCII.GetString(Convert.FromBase64String(base64));
}
