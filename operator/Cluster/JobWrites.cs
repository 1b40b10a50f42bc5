using System.Text.Json;
using k8s.Models;
using Operator.Cluster.Api;
using Operator.Resource;

namespace Operator.Cluster;

/// <summary>Starts a run. A Job of that name that is there already is the very run: its name is made of the request.</summary>
internal sealed class JobWrites(ApiClient api)
{
    /// <summary>With a success comes the Job as it was made; null where it was there before.</summary>
    public async Task<(WriteAnswer Answer, V1Job? Made)> CreateAsync(V1Job job, CancellationToken cancellationToken)
    {
        var body = job with { ApiVersion = "batch/v1", Kind = V1Job.KubeKind };
        var path = ApiResource.Jobs.In(job.Metadata.NamespaceProperty).With("fieldManager", Names.FieldManager).With("fieldValidation", "Strict");
        var content = JsonSerializer.SerializeToUtf8Bytes(body, ResourceJson.Default.V1Job);
        var request = new ApiRequest(HttpMethod.Post, path, content, ApiRequest.Json, ApiRequest.MetadataOfOne);
        var answer = await api.SendAsync(request, ClusterJson.Default.ObjectStub, cancellationToken);
        return answer switch
        {
            { Body.Metadata: { } made } => (new WriteAnswer.Done(), job with { Metadata = job.Metadata with { Uid = made.Uid, ResourceVersion = made.ResourceVersion } }),
            { Failure.Code: 409 } => (new WriteAnswer.Done(), null),
            { Failure: { } failure } => (WriteAnswers.From(failure), null),
            _ => (WriteAnswers.From(ApiFailure.Unreadable(200)), null),
        };
    }
}
