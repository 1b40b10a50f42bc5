using System.Globalization;
using k8s;
using k8s.Models;
using Operator.Cluster.Api;

namespace Operator.Cluster.Watching;

/// <summary>Lists a collection page by page.</summary>
internal sealed class Lister<T>(ApiClient api, Reflected<T> reflected, WatchOptions options)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    public ApiPath Collection { get; } = CollectionOf(reflected);

    /// <summary>What the answers are to be: whole objects, or their metadata alone.</summary>
    public string Accept(string partial) => reflected.MetadataOnly ? partial : ApiRequest.Json;

    /// <summary>
    /// Hands the pages on one by one, so that they need not be in memory together, and answers with the list's version. A list
    /// that takes so long that its continuation expires begins again, in one piece: that always ends.
    /// </summary>
    public async Task<ApiAnswer<string>> ListAsync(Action begins, Action<ListPage<T>> take, CancellationToken cancellationToken)
    {
        var path = Collection.With("limit", options.PageSize.ToString(CultureInfo.InvariantCulture));
        begins();
        for (var next = path; ;)
        {
            var answer = await PageAsync(next, cancellationToken);
            if (answer.Failure is { Code: 410 } && next != path && next != Collection)
            {
                begins();
                next = Collection;
                continue;
            }

            if (answer.Body is not { } page)
            {
                return answer.Failure!;
            }

            take(page);
            if (page.Continue is null)
            {
                return page.ResourceVersion;
            }

            next = path.With("continue", page.Continue);
        }
    }

    private async Task<ApiAnswer<ListPage<T>>> PageAsync(ApiPath path, CancellationToken cancellationToken)
    {
        var answer = await api.FetchAsync(path, Accept(ApiRequest.MetadataList), cancellationToken);
        if (answer.Body is not { } json)
        {
            return answer.Failure!;
        }

        return ListPage<T>.Read(json, reflected.Type) is { } page ? page : ApiFailure.Unreadable(200);
    }

    private static ApiPath CollectionOf(Reflected<T> reflected)
    {
        var path = reflected.Resource.In(reflected.Namespace);
        path = reflected.LabelSelector is { Length: > 0 } labels ? path.With("labelSelector", labels) : path;
        return reflected.FieldSelector is { Length: > 0 } fields ? path.With("fieldSelector", fields) : path;
    }
}
