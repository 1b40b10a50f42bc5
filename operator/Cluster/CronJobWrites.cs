using System.Text.Json;
using k8s.Models;
using Operator.Cluster.Api;
using Operator.Cluster.Watching;
using Operator.Resource;

namespace Operator.Cluster;

/// <summary>Applies and deletes CronJobs without ever taking over, or deleting, one that is not ours.</summary>
internal sealed class CronJobWrites(ApiClient api)
{
    /// <summary>With a success comes the object as it is stored now, as far as it is ours to say: what was desired, under its new version.</summary>
    public async Task<(WriteAnswer Answer, V1CronJob? Written)> ApplyAsync(V1CronJob desired, V1CronJob? live, CancellationToken cancellationToken)
    {
        var first = await SendAsync(desired, live?.Metadata, cancellationToken);
        return first.Failure is { Code: 409 }
            ? await DecideAsync(desired, cancellationToken)
            : Outcome(desired, first);
    }

    /// <summary>An object of another uid, or none, means that this one is gone. While finalizers hold it, it is not.</summary>
    public async Task<(WriteAnswer Answer, bool IsGone)> DeleteAsync(V1CronJob live, CancellationToken cancellationToken)
    {
        var body = new DeleteBody("v1", "DeleteOptions", "Background", new DeletePreconditions(live.Metadata.Uid));
        var request = new ApiRequest(
            HttpMethod.Delete, PathOf(live), JsonSerializer.SerializeToUtf8Bytes(body, ClusterJson.Default.DeleteBody), ApiRequest.Json);
        var answer = await api.SendAsync(request, ClusterJson.Default.StatusBody, cancellationToken);
        return answer.Failure switch
        {
            null => (new WriteAnswer.Done(), answer.Body!.Kind == "Status"),
            { Code: 404 or 409 } => (new WriteAnswer.Done(), true),
            { } failure => (WriteAnswers.From(failure), false),
        };
    }

    /// <summary>
    /// An apply met an object that it did not know, or not as it is now: ours, and then it is forced, or a stranger's, and then left
    /// alone. Who does not lead any more gets no further than the look.
    /// </summary>
    private async Task<(WriteAnswer Answer, V1CronJob? Written)> DecideAsync(V1CronJob desired, CancellationToken cancellationToken)
    {
        var existing = await api.SendAsync(ApiRequest.Get(PathOf(desired)), Objects.CronJob, cancellationToken);
        return existing switch
        {
            { Body: { } found } when Ownership.ControllerOf(found)?.Uid == Ownership.ControllerOf(desired)?.Uid =>
                Outcome(desired, await SendAsync(desired, found.Metadata, cancellationToken)),
            { Body: { } found } => (new WriteAnswer.NameTaken(OwnerOf(found)), null),
            { Failure.Code: 404 } => (new WriteAnswer.Stale(), null),
            _ => (WriteAnswers.From(existing.Failure!), null),
        };
    }

    /// <summary>
    /// What exists is applied with force, and refused (409) unless it still is the object that was seen (uid), as it was then
    /// (resourceVersion; against another object's uid alone the API server answers 422). So one that arrives late, after another
    /// replica took over, is refused as soon as that replica or anybody else has written the CronJob; until then it is taken, and the
    /// successor, whose watch tells of it, sets it right. An object that does not exist yet has neither to carry. Its first apply,
    /// not being forced, leaves a stranger's object alone; what the successor made of the same ingestion has the same name, fields
    /// and manager and stays as it is, or is set right; and where the ingestion is gone, so is the owner that the object names, and
    /// it is collected.
    /// </summary>
    private Task<ApiAnswer<ObjectStub>> SendAsync(V1CronJob desired, V1ObjectMeta? seen, CancellationToken cancellationToken)
    {
        var body = desired with
        {
            ApiVersion = "batch/v1",
            Kind = V1CronJob.KubeKind,
            Metadata = desired.Metadata with { Uid = seen?.Uid, ResourceVersion = seen?.ResourceVersion },
        };
        var path = PathOf(desired)
            .With("fieldManager", Names.FieldManager)
            .With("fieldValidation", "Strict")
            .With("force", seen is null ? "false" : "true");
        var content = JsonSerializer.SerializeToUtf8Bytes(body, LeanJson.CronJob);
        var request = new ApiRequest(HttpMethod.Patch, path, content, ApiRequest.Apply, ApiRequest.MetadataOfOne);
        return api.SendAsync(request, ClusterJson.Default.ObjectStub, cancellationToken);
    }

    private static (WriteAnswer Answer, V1CronJob? Written) Outcome(V1CronJob desired, ApiAnswer<ObjectStub> answer) => answer switch
    {
        { Body.Metadata: { } stored } => (new WriteAnswer.Done(), desired with { Metadata = desired.Metadata with { Uid = stored.Uid, ResourceVersion = stored.ResourceVersion } }),
        { Failure: { } failure } => (WriteAnswers.From(failure), null),
        _ => (WriteAnswers.From(ApiFailure.Unreadable(200)), null),
    };

    private static ApiPath PathOf(V1CronJob cronJob) => ApiResource.CronJobs.Named(cronJob.Metadata.NamespaceProperty, cronJob.Metadata.Name);

    private static string OwnerOf(V1CronJob found) =>
        Ownership.ControllerOf(found) is { } owner ? $"{owner.Kind} {owner.Name}" : "somebody who left no owner reference";
}
