using System.Security.Cryptography;
using k8s.Exceptions;
using Operator.Cluster;
using Operator.Cluster.Api;
using Operator.Cluster.Leading;
using Operator.Cluster.Watching;
using YamlDotNet.Core;

namespace Operator.Hosting.Verbs;

/// <summary>The cluster that a person named with <c>--kubeconfig</c>, or that kubectl would take.</summary>
/// <param name="Namespace">That of the kubeconfig's context.</param>
/// <param name="Watching">How it is followed.</param>
internal sealed record VerbCluster(ApiClient Client, OneLook Look, string? Namespace, WatchOptions Watching) : IDisposable
{
    public void Dispose() => Client.Dispose();

    /// <summary>Null without a trouble where no kubeconfig was named.</summary>
    public static (VerbCluster? Cluster, string? Trouble) Open(string? kubeconfig, string? context, TimeProvider time) =>
        kubeconfig is not null ? OpenAny(kubeconfig, context, time)
        : (null, context is null ? null : "--context needs --kubeconfig FILE");

    /// <summary>Without a file that of KUBECONFIG, ~/.kube/config, or the pod's own service account.</summary>
    public static (VerbCluster? Cluster, string? Trouble) OpenAny(string? kubeconfig, string? context, TimeProvider time)
    {
        try
        {
            var configuration = ApiConnection.Load(kubeconfig, context);
            var connection = ApiConnection.From(configuration);
            var client = new ApiClient(connection, new ApiOptions(), time, Leadership.WithoutElection(time));
            return (new VerbCluster(client, new OneLook(client), configuration.Namespace, WatchOptions.For(connection.BaseAddress)), null);
        }
        catch (Exception unreadable) when (unreadable is KubeConfigException or YamlException or FormatException or ArgumentException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            // Others than the library's own sentence may quote the file, in which credentials stand.
            return (null, $"--kubeconfig: {(unreadable is KubeConfigException ? unreadable.Message.TrimEnd('.') : $"{kubeconfig ?? "the default one"} is not a kubeconfig")}. Name a file that can be read");
        }
    }
}
