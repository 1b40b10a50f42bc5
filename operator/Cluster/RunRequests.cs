using Operator.Cluster.Api;
using Operator.Cluster.Watching;
using Operator.Resource;

namespace Operator.Cluster;

/// <summary>What a person's command reads to ask for a run, and the one annotation that it writes.</summary>
internal sealed class RunRequests(ApiClient api)
{
    /// <summary>
    /// Its own, so that whoever declares the resource (Argo CD, Flux, Helm, kubectl apply) owns what it declared and nothing more: none of
    /// them takes a field away that it never set.
    /// </summary>
    public const string FieldManager = Names.FieldManager + "-run";

    public Task<ApiAnswer<DbtCloudIngestion>> ReadAsync(IngestionKey key, CancellationToken cancellationToken) =>
        api.SendAsync(ApiRequest.Get(ApiResource.Ingestions.Named(key.Namespace, key.Name)), Objects.Ingestion, cancellationToken);

    /// <summary>The ingestions that exist in a namespace.</summary>
    public async Task<ApiAnswer<IReadOnlyList<string>>> NamesAsync(string @namespace, CancellationToken cancellationToken)
    {
        var answer = await api.FetchAsync(ApiResource.Ingestions.In(@namespace), ApiRequest.Json, cancellationToken);
        if (answer.Body is not { } json)
        {
            return answer.Failure!;
        }

        return ListPage<DbtCloudIngestion>.Read(json, Objects.Ingestion) is { } page
            ? page.Items.OfType<Decoded<DbtCloudIngestion>.Readable>().Select(item => item.Object.Key.Name).ToList()
            : ApiFailure.Unreadable(200);
    }

    /// <summary>
    /// A merge patch of the annotation alone. It names the version that was read, so that of two people who ask at the same moment the
    /// later one reads what the earlier one asked for.
    /// </summary>
    public async Task<ApiFailure?> AskAsync(DbtCloudIngestion seen, string value, CancellationToken cancellationToken)
    {
        var path = ApiResource.Ingestions.Named(seen.Key.Namespace, seen.Key.Name).With("fieldManager", FieldManager);
        var request = ApiRequest.Annotate(path, uid: null, seen.Metadata.ResourceVersion, Names.RunAtAnnotation, value);
        return (await api.SendAsync(request, ClusterJson.Default.ObjectStub, cancellationToken)).Failure;
    }
}
