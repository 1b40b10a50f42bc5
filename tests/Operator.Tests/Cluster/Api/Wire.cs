using System.Security.Cryptography.X509Certificates;
using k8s;
using Microsoft.AspNetCore.Http;
using Operator.Cluster.Api;
using Operator.Cluster.Leading;

namespace Operator.Tests.Cluster.Api;

/// <summary>One server that answers everything with a Secret, and one question to it.</summary>
internal static class Wire
{
    public static Task<LoopbackServer> ServeAsync(X509Certificate2? certificate = null) => LoopbackServer.StartAsync(
        context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("""{"metadata":{"uid":"u"}}""");
        },
        certificate);

    public static async Task<ApiAnswer<KeyedObject>> AskAsync(KubernetesClientConfiguration configuration, string name = "a", ApiRequest? request = null)
    {
        using var api = new ApiClient(ApiConnection.From(configuration), new ApiOptions(), TimeProvider.System, Leadership.WithoutElection(TimeProvider.System));
        return await api.SendAsync(request ?? ApiRequest.Get(ApiResource.Secrets.Named("data", name)), ClusterJson.Default.KeyedObject, Xunit.TestContext.Current.CancellationToken);
    }
}
