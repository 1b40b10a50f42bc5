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
    /// Hands the objects on one by one and answers with the list's version. A list that takes so long that its continuation expires
    /// begins again, in one piece: that always ends.
    /// </summary>
    public async Task<ApiAnswer<string>> ListAsync(Action begins, Action<Decoded<T>> take, Action heard, CancellationToken cancellationToken)
    {
        var size = new PageSize(options);
        var (inPieces, goOn) = (true, (string?)null);
        begins();
        while (true)
        {
            var answer = await PageAsync(inPieces ? size.Next : null, goOn, take, heard, cancellationToken);
            if (answer.Failure is { Code: 410 } && goOn is not null)
            {
                begins();
                (inPieces, goOn) = (false, null);
                continue;
            }

            if (answer.Body is not { } page)
            {
                return answer.Failure!;
            }

            if (page.Continue is null)
            {
                return page.ResourceVersion;
            }

            goOn = page.Continue;
            size.Saw(page);
        }
    }

    private Task<ApiAnswer<ListHead>> PageAsync(int? limit, string? goOn, Action<Decoded<T>> take, Action heard, CancellationToken cancellationToken)
    {
        var path = limit is { } most ? Collection.With("limit", most.ToString(CultureInfo.InvariantCulture)) : Collection;
        path = goOn is null ? path : path.With("continue", goOn);
        return api.StreamAsync(
            path,
            Accept(ApiRequest.MetadataList),
            (stream, patient, token) => ListReader<T>.ReadAsync(stream, reflected.Type, take, heard + patient, token),
            cancellationToken);
    }

    private static ApiPath CollectionOf(Reflected<T> reflected)
    {
        var path = reflected.Resource.In(reflected.Namespace);
        path = reflected.LabelSelector is { Length: > 0 } labels ? path.With("labelSelector", labels) : path;
        return reflected.FieldSelector is { Length: > 0 } fields ? path.With("fieldSelector", fields) : path;
    }
}
