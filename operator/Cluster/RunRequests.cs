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
        List<string> names = [];
        var answer = await api.StreamAsync(
            ApiResource.Ingestions.In(@namespace),
            ApiRequest.Json,
            (stream, heard, token) => ListReader<DbtCloudIngestion>.ReadAsync(stream, Objects.Ingestion, item => names.Add(NameOf(item)), heard, token),
            cancellationToken);
        return answer.Failure is { } failure ? failure : names;
    }

    private static string NameOf(Decoded<DbtCloudIngestion> item) =>
        item is Decoded<DbtCloudIngestion>.Readable(var read) ? read.Key.Name : ((Decoded<DbtCloudIngestion>.Unreadable)item).Object.Name.Name;

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
