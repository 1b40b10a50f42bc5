using System.Security.Cryptography;
using k8s.Exceptions;
using Operator.Cluster;
using Operator.Cluster.Api;
using Operator.Cluster.Leading;
using YamlDotNet.Core;

namespace Operator.Hosting.Verbs;

/// <summary>The cluster that a person named with <c>--kubeconfig</c>.</summary>
/// <param name="Namespace">That of the kubeconfig's context.</param>
internal sealed record VerbCluster(OneLook Look, string? Namespace) : IDisposable
{
    private ApiClient? _client;

    public void Dispose() => _client?.Dispose();

    /// <summary>Null without a trouble where no kubeconfig was named.</summary>
    public static (VerbCluster? Cluster, string? Trouble) Open(string? kubeconfig, string? context, TimeProvider time)
    {
        if (kubeconfig is null)
        {
            return (null, context is null ? null : "--context needs --kubeconfig FILE");
        }

        try
        {
            var configuration = ApiConnection.Load(kubeconfig, context);
            var client = new ApiClient(ApiConnection.From(configuration), new ApiOptions(), time, Leadership.WithoutElection(time));
            return (new VerbCluster(new OneLook(client), configuration.Namespace) { _client = client }, null);
        }
        catch (Exception unreadable) when (unreadable is KubeConfigException or YamlException or FormatException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            // Others than the library's own sentence may quote the file, in which credentials stand.
            return (null, $"--kubeconfig: {(unreadable is KubeConfigException ? unreadable.Message.TrimEnd('.') : $"{kubeconfig} is not a kubeconfig")}. Name a file that can be read");
        }
    }
}
