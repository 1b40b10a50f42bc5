using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Objects;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Server-side apply: merges what one manager wants into the object, or creates it.</summary>
internal sealed class Apply(Registry registry, Create create, Modify modify)
{
    public WriteOutcome Handle(ApiRequest request)
    {
        if (CheckParameters(request) is { } wrong)
        {
            return new WriteOutcome.Refused(wrong);
        }

        if (IncomingBody.Read(request, out var refusal) is not JsonObject applied)
        {
            return new WriteOutcome.Refused(refusal ?? ApiStatus.BadRequest("error decoding YAML: the body is no object"));
        }

        refusal = CheckName(request, applied);
        return refusal is not null ? new WriteOutcome.Refused(refusal)
            : registry.Find(request.Type, request.Key) is null ? CreateOr(request, applied)
            : modify.Handle(request, old => Merge(request, (JsonObject)applied.DeepClone(), old));
    }

    /// <summary>If somebody else creates it first, the apply goes on as a change of theirs.</summary>
    private WriteOutcome CreateOr(ApiRequest request, JsonObject applied)
    {
        if (request.Path.Subresource.Length > 0)
        {
            return new WriteOutcome.Refused(ApiStatus.NotFound(request.Type, request.Path.Name));
        }

        if (applied.Uid() is { Length: > 0 } uid)
        {
            var why = $"uid mismatch: the provided object specified uid {uid}, and no existing object was found";
            return new WriteOutcome.Refused(ApiStatus.Conflict(request.Type, request.Path.Name, why));
        }

        if (Merge(request, (JsonObject)applied.DeepClone(), null) is not Edit.To merged)
        {
            return new WriteOutcome.Refused(((Edit.Refused)Merge(request, applied, null)).Status);
        }

        var outcome = create.Store(request, merged.Content, tracked: true);
        return outcome is WriteOutcome.Refused { Status.Reason: "AlreadyExists" }
            ? modify.Handle(request, old => Merge(request, (JsonObject)applied.DeepClone(), old))
            : outcome;
    }

    private Edit Merge(ApiRequest request, JsonObject applied, JsonObject? live)
    {
        var writer = FieldOwners.Writer(request, registry.Time.GetUtcNow());
        switch (FieldManagement.Apply(live, applied, writer, request.Flag("force"), request.Type.Rules))
        {
            case ApplyOutcome.Conflicts conflicts:
                return new Edit.Refused(ApiStatus.ApplyConflict(conflicts.Message, conflicts.Causes));
            case ApplyOutcome.Refused refused:
                return new Edit.Refused(new ApiStatus(refused.Code, refused.Reason, refused.Message));
            case ApplyOutcome.Merged merged:
                merged.Result.Metadata()["name"] = request.Path.Name;
                return FieldValidation.Decode(request, merged.Result, why => FieldValidation.Unreadable(request, why)) is { } refusal
                    ? new Edit.Refused(refusal)
                    : new Edit.To(merged.Result, Tracked: true);
            default:
                throw new InvalidOperationException("An apply has no other outcome.");
        }
    }

    private static ApiStatus? CheckParameters(ApiRequest request) =>
        request.Parameter("fieldManager").Length > 0
            ? null
            : ApiStatus.Invalid("meta.k8s.io", "PatchOptions", "", [FieldErrors.Required("fieldManager", "is required for apply patch")]);

    private static ApiStatus? CheckName(ApiRequest request, JsonObject applied)
    {
        if (applied.Name() is { Length: > 0 } name && name != request.Path.Name)
        {
            return ApiStatus.BadRequest($"the name of the object ({name}) does not match the name on the URL ({request.Path.Name})");
        }

        if (applied.Namespace() is { Length: > 0 } ns && request.Type.Namespaced && ns != request.Path.Namespace)
        {
            return ApiStatus.BadRequest($"the namespace of the object ({ns}) does not match the namespace on the URL ({request.Path.Namespace})");
        }

        return null;
    }
}
