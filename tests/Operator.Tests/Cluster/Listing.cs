using k8s;
using k8s.Models;
using Operator.Cluster.Watching;
using Operator.Resource;

namespace Operator.Tests.Cluster;

internal static class Listing
{
    /// <summary>A list of one page that goes to its end.</summary>
    public static IReadOnlyCollection<IngestionKey> Replace<T>(this Store<T> store, IEnumerable<T> items, string resourceVersion)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        store.ListGoesOn(items);
        return store.ListEnds(resourceVersion);
    }
}
