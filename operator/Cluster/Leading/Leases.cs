using System.Text.Json;
using Operator.Cluster.Api;
using Operator.Resource;

namespace Operator.Cluster.Leading;

/// <summary>Reads and writes the one Lease.</summary>
internal sealed class Leases(ApiClient api, LeaseOptions options)
{
    private readonly ApiPath _path = ApiResource.Leases.Named(options.Namespace, options.Name);

    public Task<ApiAnswer<LeaseBody>> FindAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, _path, null, cancellationToken);

    public Task<ApiAnswer<LeaseBody>> CreateAsync(LeaseBody lease, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, Signed(ApiResource.Leases.In(options.Namespace)), lease, cancellationToken);

    /// <summary>Refused with 409 when the Lease is no longer of the version that <paramref name="lease"/> came from.</summary>
    public Task<ApiAnswer<LeaseBody>> UpdateAsync(LeaseBody lease, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, Signed(_path), lease, cancellationToken);

    private Task<ApiAnswer<LeaseBody>> SendAsync(HttpMethod method, ApiPath path, LeaseBody? lease, CancellationToken cancellationToken)
    {
        var content = lease is null ? null : JsonSerializer.SerializeToUtf8Bytes(lease, LeaseJson.Default.LeaseBody);
        return api.SendAsync(new ApiRequest(method, path, content, ApiRequest.Json) { ForLease = true }, LeaseJson.Default.LeaseBody, cancellationToken);
    }

    private static ApiPath Signed(ApiPath path) => path.With("fieldManager", Names.FieldManager);
}
