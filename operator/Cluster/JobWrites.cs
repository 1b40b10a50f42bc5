using System.Text.Json;
using k8s.Models;
using Operator.Cluster.Api;
using Operator.Resource;

namespace Operator.Cluster;

/// <summary>Starts a run, and notes on one what it took. A Job of that name that is there already is the very run: its name is made of the request.</summary>
internal sealed class JobWrites(ApiClient api)
{
    /// <summary>
    /// Sets one annotation of the very Job (uid and version) that it was decided on: one that has ended meanwhile would else be held as
    /// running, and by its version as the newest. With a success comes the Job as it is then.
    /// </summary>
    public async Task<(WriteAnswer Answer, V1Job? Written)> AnnotateAsync(V1Job job, string annotation, string text, CancellationToken cancellationToken)
    {
        var path = ApiResource.Jobs.Named(job.Metadata.NamespaceProperty, job.Metadata.Name).With("fieldManager", Names.FieldManager);
        var request = ApiRequest.Annotate(path, job.Metadata.Uid, job.Metadata.ResourceVersion, annotation, text);
        var answer = await api.SendAsync(request, ClusterJson.Default.ObjectStub, cancellationToken);
        if (answer.Body?.Metadata is not { } stored)
        {
            return (WriteAnswers.From(answer.Failure ?? ApiFailure.Unreadable(200)), null);
        }

        var annotations = new Dictionary<string, string>(job.Metadata.Annotations ?? new Dictionary<string, string>()) { [annotation] = text };
        return (new WriteAnswer.Done(), job with { Metadata = job.Metadata with { Annotations = annotations, ResourceVersion = stored.ResourceVersion } });
    }

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
