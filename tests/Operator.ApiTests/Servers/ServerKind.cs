namespace Operator.ApiTests.Servers;

/// <summary>The API servers that a test can meet.</summary>
public enum ServerKind
{
    /// <summary>The sandbox's own: always there.</summary>
    Sandbox,

    /// <summary>A real kube-apiserver: there when this machine holds one, or when TEST_KUBECONFIG names a cluster.</summary>
    Real,

    /// <summary>A real kube-apiserver with the real Job controller, used by nothing else: there when this machine holds both.</summary>
    RealWithJobs,
}
