using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Sandbox.Nodes;

namespace Sandbox.Ingestion;

/// <summary>Connections with the trust that the document and the environment ask for.</summary>
internal static class Connections
{
    private const string SslConfigMissing =
        "You have Verify SSL but the SSL Config is missing. Please provide the SSL config.";

    /// <summary>Null when the settings hold together; else why the client cannot be made.</summary>
    public static string? Refuse(Workflow workflow) =>
        Workflow.Text(workflow.Server, "verifySSL") == "validate" && CaFile(workflow) is null ? SslConfigMissing : null;

    public static RestClient ToOpenMetadata(Workflow workflow, PlayedVersion version, IReadOnlyDictionary<string, string> environment)
    {
        var validates = Workflow.Text(workflow.Server, "verifySSL") == "validate";
        var http = Client(validates ? MountMap.Of(environment).Localize(CaFile(workflow)!) : environment.GetValueOrDefault("REQUESTS_CA_BUNDLE"), Workflow.Text(workflow.Server, "verifySSL") == "ignore");
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"dbt_dbt (service: {workflow.Service}; v{version.Text})");
        return new RestClient(http, workflow.HostPort, workflow.JwtToken);
    }

    public static RestClient ToDbtCloud(Workflow workflow, IReadOnlyDictionary<string, string> environment)
    {
        var http = Client(environment.GetValueOrDefault("REQUESTS_CA_BUNDLE"), false);
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "python-requests/2.34.2");
        var source = workflow.ConfigSource;
        return new RestClient(http, Workflow.Text(source, "dbtCloudUrl")!.TrimEnd('/'), Workflow.Text(source, "dbtCloudAuthToken")!);
    }

    private static string? CaFile(Workflow workflow) =>
        workflow.Server["sslConfig"] is JsonObject files ? Workflow.Text(files, "caCertificate") : null;

    private static HttpClient Client(string? roots, bool trustsAnyone)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        if (trustsAnyone)
        {
#pragma warning disable CA5359 // This is what "ignore" means in the document.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (roots is { Length: > 0 })
        {
            var trusted = new X509Certificate2Collection();
            trusted.ImportFromPemFile(roots);
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        }

        return new HttpClient(handler);
    }
}
