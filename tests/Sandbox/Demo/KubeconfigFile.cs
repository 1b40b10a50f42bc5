using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Demo;

/// <summary>The current context of a kubeconfig, as far as clusters for tests use it: CA, client certificate or token, as data or files.</summary>
internal static class KubeconfigFile
{
    public static HttpClient Connect(string path)
    {
        var config = ManifestFile.Read(path).Single();
        var context = Named(config, "contexts", config.Text("current-context")).At("context");
        var cluster = Named(config, "clusters", context.Text("cluster")).At("cluster");
        var user = Named(config, "users", context.Text("user")).At("user");
        var http = new HttpClient(Handler(cluster, user, Path.GetDirectoryName(Path.GetFullPath(path))!))
        {
            BaseAddress = new Uri(cluster.Text("server")!),
            Timeout = Timeout.InfiniteTimeSpan, // Watches stay open.
        };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("sandbox", null));
        if (user.Text("token") is { } token)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return http;
    }

    private static SocketsHttpHandler Handler(JsonNode? cluster, JsonNode? user, string folder)
    {
        var handler = new SocketsHttpHandler();
        if (Pem(cluster, "certificate-authority", folder) is { } authority)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPem(authority);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        if (Pem(user, "client-certificate", folder) is { } certificate && Pem(user, "client-key", folder) is { } key)
        {
            handler.SslOptions.ClientCertificates = [X509Certificate2.CreateFromPem(certificate, key)];
        }

        return handler;
    }

    private static string? Pem(JsonNode? section, string name, string folder) =>
        section.Text(name + "-data") is { } data ? Encoding.UTF8.GetString(Convert.FromBase64String(data))
        : section.Text(name) is { } file ? File.ReadAllText(Path.Combine(folder, file))
        : null;

    private static JsonObject? Named(JsonObject config, string list, string? name) =>
        config.Items(list).FirstOrDefault(item => item.Text("name") == name);
}
