using System.Text.Json;
using k8s;
using k8s.Models;
using Operator.Cluster.Api;
using Operator.Cluster.Watching;
using Operator.Resource;

namespace Operator.Cluster;

/// <summary>Starts a run, and notes on one what it took.</summary>
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

    /// <summary>
    /// With a success comes the Job as it was made; null where it was there before, and is the run of the same request. The name is
    /// made of the request, but anybody may give a Job that name.
    /// </summary>
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
            { Failure.Code: 409 } => (await DecideAsync(job, cancellationToken), null),
            { Failure: { } failure } => (WriteAnswers.From(failure), null),
            _ => (WriteAnswers.From(ApiFailure.Unreadable(200)), null),
        };
    }

    /// <summary>Asked for as a list of one: the right to list Jobs is there, that to get them is not needed for anything else.</summary>
    private async Task<WriteAnswer> DecideAsync(V1Job job, CancellationToken cancellationToken)
    {
        var path = ApiResource.Jobs.In(job.Metadata.NamespaceProperty).With("fieldSelector", $"metadata.name={job.Metadata.Name}");
        var answer = await api.SendAsync(ApiRequest.Get(path, ApiRequest.MetadataList), WatchedJson.Default.PartialObjectList, cancellationToken);
        return answer switch
        {
            { Failure: { } failure } => WriteAnswers.From(failure),
            { Body.Items: [var found, ..] } => IsSameRun(found, job) ? new WriteAnswer.Done() : new WriteAnswer.NameTaken(Ownership.Describe(found)),
            _ => new WriteAnswer.Stale(),
        };
    }

    /// <summary>By the CronJob's name, not its uid: a run of the same request that an earlier CronJob started is no less that run.</summary>
    private static bool IsSameRun(PartialObject found, V1Job job) =>
        Ownership.ControllerOf(found) is { } owner && Ownership.ControllerOf(job) is { } ours
            && owner.Kind == ours.Kind && owner.Name == ours.Name
            && RequestOf(found) is { } request && request == RequestOf(job);

    private static string? RequestOf(IKubernetesObject<V1ObjectMeta> job) => job.Metadata.Annotations?.TryGetValue(Names.RequestedAtAnnotation, out var value) == true ? value : null;
}
