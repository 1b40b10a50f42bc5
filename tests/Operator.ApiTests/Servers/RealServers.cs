namespace Operator.ApiTests.Servers;

/// <summary>Finds out whether there is a real API server to test against, without starting anything.</summary>
internal static class RealServers
{
    private const string DefaultFolder = "/usr/local/kubebuilder/bin";

    public const string WhyThereIsNone =
        "No real API server: set KUBEBUILDER_ASSETS to a folder with kube-apiserver and etcd, or TEST_KUBECONFIG to a cluster's kubeconfig.";

    /// <summary>Gets the kubeconfig of a cluster that the person running the tests has named.</summary>
    public static string? Kubeconfig { get; } = Environment.GetEnvironmentVariable("TEST_KUBECONFIG") is { Length: > 0 } path ? path : null;

    /// <summary>Gets the folder that holds the control plane's binaries.</summary>
    public static string? Binaries { get; } = FindBinaries();

    public static bool Any => Kubeconfig is not null || Binaries is not null;

    public static IEnumerable<ServerKind> Kinds => Any ? [ServerKind.Sandbox, ServerKind.Real] : [ServerKind.Sandbox];

    /// <summary>Gets who may run the Jobs of a test: the sandbox's Job controller, and the real one of this machine.</summary>
    public static IEnumerable<ServerKind> KindsThatRunJobs => Binaries is not null && File.Exists(Path.Combine(Binaries, "kube-controller-manager"))
        ? [ServerKind.Sandbox, ServerKind.RealWithJobs]
        : [ServerKind.Sandbox];

    private static string? FindBinaries()
    {
        var folder = Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") is { Length: > 0 } named ? named : DefaultFolder;
        return File.Exists(Path.Combine(folder, "kube-apiserver")) && File.Exists(Path.Combine(folder, "etcd")) ? folder : null;
    }
}
