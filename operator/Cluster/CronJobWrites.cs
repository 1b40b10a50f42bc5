using System.Text.Json;
using k8s.Models;
using Operator.Cluster.Api;
using Operator.Cluster.Watching;
using Operator.Resource;

namespace Operator.Cluster;

/// <summary>Applies and deletes CronJobs without ever taking over, or deleting, one that is not ours.</summary>
internal sealed class CronJobWrites(ApiClient api)
{
    /// <summary>
    /// A version that no stored object has: etcd begins with it, before anything is written. An apply that names it makes an object
    /// that does not exist, and is refused (409) by every one that does.
    /// </summary>
    private const string OnlyIfAbsent = "1";

    /// <summary>With a success comes the object as it is stored now, as far as it is ours to say: what was desired, under its new version.</summary>
    public async Task<(WriteAnswer Answer, V1CronJob? Written)> ApplyAsync(V1CronJob desired, V1CronJob? live, CancellationToken cancellationToken)
    {
        var first = await SendAsync(desired, live?.Metadata, cancellationToken);
        return first.Failure is { Code: 409 }
            ? await DecideAsync(desired, cancellationToken)
            : Outcome(desired, first);
    }

    /// <summary>
    /// Deletes the very object (uid) in the very version that was seen to be ours. While finalizers hold it, it is not gone; one that
    /// is another's by now is left alone, and gone as far as its former owner is concerned.
    /// </summary>
    public async Task<(WriteAnswer Answer, bool IsGone)> DeleteAsync(V1CronJob live, CancellationToken cancellationToken)
    {
        var first = await SendDeletionAsync(live, cancellationToken);
        if (first.Failure is not { Code: 409 })
        {
            return Outcome(first);
        }

        var existing = await api.SendAsync(ApiRequest.Get(PathOf(live)), Objects.CronJob, cancellationToken);
        return existing switch
        {
            { Body: { } found } when found.Metadata.Uid == live.Metadata.Uid && Ownership.IsOfSameController(found, live) =>
                Outcome(await SendDeletionAsync(found, cancellationToken)),
            { Body: not null } or { Failure.Code: 404 } => (new WriteAnswer.Done(), true),
            _ => (WriteAnswers.From(existing.Failure!), false),
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
            { Body: { } found } when Ownership.IsOfSameController(found, desired) =>
                Outcome(desired, await SendAsync(desired, found.Metadata, cancellationToken)),
            { Body: { } found } => (new WriteAnswer.NameTaken(Ownership.Describe(found)), null),
            { Failure.Code: 404 } => (new WriteAnswer.Stale(), null),
            _ => (WriteAnswers.From(existing.Failure!), null),
        };
    }

    /// <summary>
    /// What exists is applied with force, and refused (409) unless it still is the object that was seen (uid), as it was then
    /// (resourceVersion; against another object's uid alone the API server answers 422). So one that arrives late, after another
    /// replica took over, is refused as soon as that replica or anybody else has written the CronJob; until then it is taken, and the
    /// successor, whose watch tells of it, sets it right. What was not seen is only ever made, see <see cref="OnlyIfAbsent"/>: without
    /// that an apply would merge into a stranger's object wherever no field conflicts. It is not forced either; and one that arrives
    /// late, where the ingestion is gone, names an owner that is gone, and is collected.
    /// </summary>
    private Task<ApiAnswer<ObjectStub>> SendAsync(V1CronJob desired, V1ObjectMeta? seen, CancellationToken cancellationToken)
    {
        var body = desired with
        {
            ApiVersion = "batch/v1",
            Kind = V1CronJob.KubeKind,
            Metadata = desired.Metadata with { Uid = seen?.Uid, ResourceVersion = seen?.ResourceVersion ?? OnlyIfAbsent },
        };
        var path = PathOf(desired)
            .With("fieldManager", Names.FieldManager)
            .With("fieldValidation", "Strict")
            .With("force", seen is null ? "false" : "true");
        var content = JsonSerializer.SerializeToUtf8Bytes(body, LeanJson.CronJob);
        var request = new ApiRequest(HttpMethod.Patch, path, content, ApiRequest.Apply, ApiRequest.MetadataOfOne);
        return api.SendAsync(request, ClusterJson.Default.ObjectStub, cancellationToken);
    }

    private Task<ApiAnswer<StatusBody>> SendDeletionAsync(V1CronJob seen, CancellationToken cancellationToken)
    {
        var body = new DeleteBody("v1", "DeleteOptions", "Background", new DeletePreconditions(seen.Metadata.Uid, seen.Metadata.ResourceVersion));
        var content = JsonSerializer.SerializeToUtf8Bytes(body, ClusterJson.Default.DeleteBody);
        return api.SendAsync(new ApiRequest(HttpMethod.Delete, PathOf(seen), content, ApiRequest.Json), ClusterJson.Default.StatusBody, cancellationToken);
    }

    private static (WriteAnswer Answer, bool IsGone) Outcome(ApiAnswer<StatusBody> deletion) => deletion.Failure switch
    {
        null => (new WriteAnswer.Done(), deletion.Body!.Kind == "Status"),
        { Code: 404 } => (new WriteAnswer.Done(), true),
        { } failure => (WriteAnswers.From(failure), false),
    };

    private static (WriteAnswer Answer, V1CronJob? Written) Outcome(V1CronJob desired, ApiAnswer<ObjectStub> answer) => answer switch
    {
        { Body.Metadata: { } stored } => (new WriteAnswer.Done(), desired with { Metadata = desired.Metadata with { Uid = stored.Uid, ResourceVersion = stored.ResourceVersion } }),
        { Failure: { } failure } => (WriteAnswers.From(failure), null),
        _ => (WriteAnswers.From(ApiFailure.Unreadable(200)), null),
    };

    private static ApiPath PathOf(V1CronJob cronJob) => ApiResource.CronJobs.Named(cronJob.Metadata.NamespaceProperty, cronJob.Metadata.Name);
}
