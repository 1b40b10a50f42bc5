using System.Net;

namespace Sandbox.Kubernetes;

/// <summary>A Kubernetes API server in this process, over real HTTP on loopback; all it knows is in memory.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly ApiServerCore _core;

    private ApiServer(ApiServerOptions options, TimeProvider time)
    {
        _core = new ApiServerCore(options, time);
        _web = Build(options);
        _web.Run(_core.HandleAsync);
    }

    public Uri Address => new(_web.Urls.First());

    public RequestLog Requests => _core.Requests;

    /// <summary>Set its source to where pods run; then kubectl logs works.</summary>
    public PodLogs PodLogs => _core.PodLogs;

    public Faults Faults => _core.Faults;

    public static async Task<ApiServer> StartAsync(ApiServerOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var server = new ApiServer(options, time);
        await server._web.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Writes a kubeconfig that names this server, and returns the path.</summary>
    public string WriteKubeconfig(string path)
    {
        File.WriteAllText(path, $$"""
            apiVersion: v1
            kind: Config
            current-context: sandbox
            clusters:
            - name: sandbox
              cluster: {server: "{{Address.ToString().TrimEnd('/')}}"}
            contexts:
            - name: sandbox
              context: {cluster: sandbox, user: sandbox, namespace: default}
            users:
            - name: sandbox
              user: {token: sandbox} # The client library wants some credential; nobody looks at it.

            """);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        _core.Stop();
        await _web.StopAsync();
        await _core.DisposeAsync();
        await _web.DisposeAsync();
    }

    private static WebApplication Build(ApiServerOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            // A watch may be silent for long.
            kestrel.Limits.MinResponseDataRate = null;
        });
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        return builder.Build();
    }
}
