using System.Globalization;
using k8s;
using k8s.Models;
using Operator.Cluster.Api;

namespace Operator.Cluster.Watching;

/// <summary>Lists a collection page by page.</summary>
internal sealed class Lister<T>(ApiClient api, Reflected<T> reflected, WatchOptions options)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    public ApiPath Collection { get; } = reflected.LabelSelector is { } selector
        ? reflected.Resource.In(reflected.Namespace).With("labelSelector", selector)
        : reflected.Resource.In(reflected.Namespace);

    /// <summary>
    /// All pages as one. A list that takes so long that its continuation expires is asked for once more, in one piece: that
    /// always ends.
    /// </summary>
    public async Task<ApiAnswer<ListPage<T>>> ListAsync(CancellationToken cancellationToken)
    {
        List<Decoded<T>> items = [];
        var path = Collection.With("limit", options.PageSize.ToString(CultureInfo.InvariantCulture));
        for (var next = path; ;)
        {
            var answer = await PageAsync(next, cancellationToken);
            if (answer.Body is not { } page)
            {
                return answer.Failure is { Code: 410 } && next != path ? await PageAsync(Collection, cancellationToken) : answer;
            }

            items.AddRange(page.Items);
            if (page.Continue is null)
            {
                return page with { Items = items };
            }

            next = path.With("continue", page.Continue);
        }
    }

    private async Task<ApiAnswer<ListPage<T>>> PageAsync(ApiPath path, CancellationToken cancellationToken)
    {
        var answer = await api.FetchAsync(path, cancellationToken);
        if (answer.Body is not { } json)
        {
            return answer.Failure!;
        }

        return ListPage<T>.Read(json, reflected.Type) is { } page ? page : ApiFailure.Unreadable(200);
    }
}
