using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Operator.ApiTests.Servers;

/// <summary>A real control plane of this machine's own binaries: etcd, kube-apiserver and, for garbage collection, kube-controller-manager,
/// on loopback, with throw-away keys and data.</summary>
internal sealed class ControlPlane : RunningServer
{
    // Only what every cluster's API answers depend on: other controllers would put objects of their own into the tests' namespaces.
    private const string Controllers = "garbage-collector-controller,namespace-controller";

    // Beside these, what makes pods of Jobs: for tests that have such a control plane to themselves.
    private const string ControllersOfJobs = Controllers + ",job-controller";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("control-plane-");
    private readonly List<Daemon> daemons = [];
    private readonly string binaries;
    private readonly string controllersToRun;
    private NamedCluster? cluster;

    private ControlPlane(string binaries, bool runsJobs) => (this.binaries, controllersToRun) = (binaries, runsJobs ? ControllersOfJobs : Controllers);

    public override HttpClient Http => cluster!.Http;

    public override string Kubeconfig => InFolder("kubeconfig");

    public override string Description => cluster!.Description;

    public static async Task<RunningServer> StartAsync(string binaries, bool runsJobs, CancellationToken cancellationToken)
    {
        var plane = new ControlPlane(binaries, runsJobs);
        try
        {
            await plane.StartAsync(cancellationToken);
            return plane;
        }
        catch
        {
            await plane.DisposeAsync();
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }

        foreach (var daemon in Enumerable.Reverse(daemons))
        {
            await daemon.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var (etcd, peers, api, controllers) = (FreePort(), FreePort(), FreePort(), FreePort());
        var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        WriteKeys(token);
        Run("etcd", $"--data-dir={InFolder("etcd")}", "--unsafe-no-fsync",
            $"--listen-client-urls=http://127.0.0.1:{etcd}", $"--advertise-client-urls=http://127.0.0.1:{etcd}",
            $"--listen-peer-urls=http://127.0.0.1:{peers}", $"--initial-advertise-peer-urls=http://127.0.0.1:{peers}", $"--initial-cluster=default=http://127.0.0.1:{peers}");
        Run("kube-apiserver", $"--etcd-servers=http://127.0.0.1:{etcd}", $"--secure-port={api}", "--bind-address=127.0.0.1", "--advertise-address=127.0.0.1",
            "--endpoint-reconciler-type=none", $"--cert-dir={InFolder("certificates")}", $"--token-auth-file={InFolder("tokens.csv")}", "--authorization-mode=RBAC",
            $"--service-account-key-file={InFolder("accounts.pem")}", $"--service-account-signing-key-file={InFolder("accounts.pem")}",
            "--service-account-issuer=https://kubernetes.default.svc", "--service-cluster-ip-range=10.96.0.0/16", "--allow-privileged=true",
            "--disable-admission-plugins=ServiceAccount", "--profiling=false");
        cluster = await WhenReadyAsync(token, api, cancellationToken);
        if (File.Exists(Path.Combine(binaries, "kube-controller-manager")))
        {
            Run("kube-controller-manager", $"--kubeconfig={Kubeconfig}", "--leader-elect=false", "--bind-address=127.0.0.1", $"--secure-port={controllers}",
                $"--controllers={controllersToRun}");
        }
    }

    private void WriteKeys(string token)
    {
        using var accounts = RSA.Create(2048);
        File.WriteAllText(InFolder("accounts.pem"), accounts.ExportRSAPrivateKeyPem());
        File.WriteAllText(InFolder("tokens.csv"), $"{token},tests,tests,system:masters\n");
    }

    private async Task<NamedCluster> WhenReadyAsync(string token, int port, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            Daemon.ThrowIfAnyEnded(daemons);
            if (await TryConnectAsync(token, port, patience.Token) is { } connected)
            {
                return connected;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, patience.Token);
        }
    }

    private async Task<NamedCluster?> TryConnectAsync(string token, int port, CancellationToken cancellationToken)
    {
        if (!File.Exists(InFolder("certificates/apiserver.crt")))
        {
            return null;
        }

        await WriteAuthorityAsync(cancellationToken);
        await File.WriteAllTextAsync(Kubeconfig, KubeconfigText(token, port), cancellationToken);
        try
        {
            var connected = await NamedCluster.ConnectAsync(Kubeconfig, cancellationToken);
            using var ready = await connected.Http.GetAsync("readyz", cancellationToken);
            return ready.IsSuccessStatusCode ? connected : null;
        }
        catch (HttpRequestException notYet) when (notYet.HttpRequestError == HttpRequestError.ConnectionError || notYet.StatusCode is not null)
        {
            return null;
        }
    }

    /// <summary>The server signs its certificate with an authority of its own and puts that behind it in the same file.</summary>
    private async Task WriteAuthorityAsync(CancellationToken cancellationToken)
    {
        var chain = await File.ReadAllTextAsync(InFolder("certificates/apiserver.crt"), cancellationToken);
        await File.WriteAllTextAsync(InFolder("ca.crt"), chain[chain.LastIndexOf("-----BEGIN", StringComparison.Ordinal)..], cancellationToken);
    }

    private string KubeconfigText(string token, int port) => $$"""
        apiVersion: v1
        kind: Config
        clusters: [{name: tests, cluster: {server: "https://127.0.0.1:{{port}}", certificate-authority: {{InFolder("ca.crt")}} } }]
        users: [{name: tests, user: {token: "{{token}}"} }]
        contexts: [{name: tests, context: {cluster: tests, user: tests} }]
        current-context: tests

        """;

    private void Run(string program, params string[] arguments) =>
        daemons.Add(Daemon.Start(Path.Combine(binaries, program), arguments, InFolder(program + ".log")));

    private string InFolder(string name) => Path.Combine(folder.FullName, name);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
