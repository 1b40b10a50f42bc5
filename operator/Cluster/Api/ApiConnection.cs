using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using k8s;
using k8s.Authentication;

namespace Operator.Cluster.Api;

/// <summary>
/// Where the API server is and how it is spoken to. Kubeconfig and in-cluster files are read by the client library; the
/// connection is our own, since the library's does not verify the host name under a cluster's own CA.
/// </summary>
internal sealed record ApiConnection(Uri BaseAddress, HttpMessageHandler Handler, ITokenProvider? Tokens, string? ServerName)
{
    /// <summary>A file that was named, else KUBECONFIG, ~/.kube/config, or the pod's own service account.</summary>
    public static KubernetesClientConfiguration Load(string? kubeconfig = null, string? context = null) =>
        kubeconfig is null && context is null
            ? KubernetesClientConfiguration.BuildDefaultConfig()
            : KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig, context);

    public static ApiConnection From(KubernetesClientConfiguration configuration)
    {
        var address = new Uri(configuration.Host.TrimEnd('/'));
        var serverName = string.IsNullOrEmpty(configuration.TlsServerName) ? null : configuration.TlsServerName;
        return new ApiConnection(address, HandlerFor(address, configuration), TokensOf(configuration), serverName);
    }

    private static ITokenProvider? TokensOf(KubernetesClientConfiguration configuration) =>
        configuration.TokenProvider
        ?? (string.IsNullOrEmpty(configuration.AccessToken) ? null : new StringTokenProvider(configuration.AccessToken, "Bearer"));

    private static SocketsHttpHandler HandlerFor(Uri address, KubernetesClientConfiguration configuration) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        EnableMultipleHttp2Connections = true,
        // Finds a peer that went away without a word, also while nothing but watches is open. HTTP/2 only.
        KeepAlivePingDelay = TimeSpan.FromSeconds(15),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
        UseCookies = false,
        UseProxy = !address.IsLoopback,
        SslOptions = TlsFor(configuration),
    };

    private static SslClientAuthenticationOptions TlsFor(KubernetesClientConfiguration configuration)
    {
        var tls = new SslClientAuthenticationOptions();
        if (configuration.SkipTlsVerify)
        {
            // The kubeconfig says insecure-skip-tls-verify: whoever wrote it wants any certificate.
            tls.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        }
        else if (configuration.SslCaCerts is { Count: > 0 } authorities)
        {
            tls.CertificateChainPolicy = TrustOnly(authorities);
        }

        if (ClientCertificateOf(configuration) is { } certificate)
        {
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
        }

        return tls;
    }

    /// <summary>Trusts the cluster's CA and nothing else; the host name is still compared by the runtime.</summary>
    private static X509ChainPolicy TrustOnly(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private static X509Certificate2? ClientCertificateOf(KubernetesClientConfiguration configuration)
    {
        var certificate = PemOf(configuration.ClientCertificateData, configuration.ClientCertificateFilePath);
        var key = PemOf(configuration.ClientCertificateKeyData, configuration.ClientKeyFilePath);
        return certificate is null || key is null ? null : X509Certificate2.CreateFromPem(certificate, key);
    }

    private static string? PemOf(string? base64, string? file) =>
        !string.IsNullOrEmpty(base64) ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(base64))
        : !string.IsNullOrEmpty(file) ? File.ReadAllText(file)
        : null;
}
