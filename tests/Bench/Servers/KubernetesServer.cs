using System.Globalization;
using System.Net;
using System.Text;
using Sandbox.Kubernetes;

namespace Bench.Servers;

/// <summary>The sandbox's API server in a process of its own; on a second port it counts its requests as kube-apiserver's /metrics do.</summary>
internal sealed class KubernetesServer(string kubeconfig, TimeProvider time)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var server = await ApiServer.StartAsync(new ApiServerOptions { HistoryLength = 100_000 }, time, cancellationToken);
        server.WriteKubeconfig(kubeconfig);
        await using var metrics = Metrics(server);
        await metrics.StartAsync(cancellationToken);
        await ChildProtocol.ServeAsync(new Dictionary<string, string> { ["metrics"] = metrics.Urls.First() + "/metrics" });
        return 0;
    }

    private static WebApplication Metrics(ApiServer server)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapGet("/metrics", () => Text(server.Requests.All));
        return app;
    }

    private static string Text(IReadOnlyList<LoggedRequest> requests)
    {
        var text = new StringBuilder();
        foreach (var (labels, count) in requests.CountBy(LabelsOf))
        {
            text.Append(CultureInfo.InvariantCulture, $"apiserver_request_total{{{labels}}} {count}\n");
        }

        return text.ToString();
    }

    private static string LabelsOf(LoggedRequest request)
    {
        var path = Sandbox.Kubernetes.Http.RequestPath.Parse(Sandbox.Kubernetes.Http.RequestPath.Segments(request.Path));
        return $"verb=\"{VerbOf(request, path?.Name)}\",group=\"{path?.Group}\",resource=\"{path?.Plural}\",subresource=\"{path?.Subresource}\",code=\"{request.Status}\"";
    }

    private static string VerbOf(LoggedRequest request, string? name) => request.Method switch
    {
        "GET" when request.IsWatch => "WATCH",
        "GET" when string.IsNullOrEmpty(name) => "LIST",
        var method => method,
    };
}
