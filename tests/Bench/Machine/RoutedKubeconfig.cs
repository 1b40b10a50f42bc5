using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.Demo;

namespace Bench.Machine;

/// <summary>A copy of a kubeconfig whose server is reached through a forwarder; TLS still speaks of the host it was made out to.</summary>
internal static class RoutedKubeconfig
{
    public static Uri ServerOf(string kubeconfig) => new(ClusterOf(Read(kubeconfig)).Text("server")!);

    public static void Write(string kubeconfig, Uri through, string file)
    {
        var config = Read(kubeconfig);
        Route(ClusterOf(config), through);
        Absolute(config, Path.GetDirectoryName(Path.GetFullPath(kubeconfig))!);
        // JSON is YAML, too.
        File.WriteAllText(file, config.ToJsonString());
    }

    private static void Route(JsonObject cluster, Uri through)
    {
        var server = new Uri(cluster.Text("server")!);
        cluster["server"] = new UriBuilder(server) { Host = through.Host, Port = through.Port }.Uri.AbsoluteUri.TrimEnd('/');
        if (server.Scheme == Uri.UriSchemeHttps && server.Host != through.Host && cluster.Text("tls-server-name") is null)
        {
            cluster["tls-server-name"] = server.Host;
        }
    }

    /// <summary>Files are named relative to the kubeconfig, which now lies elsewhere.</summary>
    private static void Absolute(JsonObject config, string folder)
    {
        var sections = config.Items("clusters").Select(item => item.At("cluster")).Concat(config.Items("users").Select(item => item.At("user"))).OfType<JsonObject>();
        foreach (var section in sections)
        {
            foreach (var name in new[] { "certificate-authority", "client-certificate", "client-key", "tokenFile" })
            {
                if (section.Text(name) is { } path)
                {
                    section[name] = Path.Combine(folder, path);
                }
            }
        }
    }

    private static JsonObject ClusterOf(JsonObject config)
    {
        var context = config.Items("contexts").First(item => item.Text("name") == config.Text("current-context"));
        return config.Items("clusters").First(item => item.Text("name") == context.Text("context", "cluster")).At("cluster")!.AsObject();
    }

    private static JsonObject Read(string kubeconfig) => ManifestFile.Read(kubeconfig).Single();
}
