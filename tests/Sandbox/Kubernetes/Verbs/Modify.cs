using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Objects;
using Sandbox.Kubernetes.Resources;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Changes an object that exists: reads, changes, checks, compares and swaps, again if someone else was faster.</summary>
internal sealed class Modify(Registry registry, CustomResources definitions)
{
    public WriteOutcome Handle(ApiRequest request, Func<JsonObject, Edit> change)
    {
        while (true)
        {
            if (registry.Find(request.Type, request.Key) is not { } current)
            {
                return new WriteOutcome.Refused(ApiStatus.NotFound(request.Type, request.Path.Name));
            }

            if (Attempt(request, current, change) is { } outcome)
            {
                return outcome;
            }
        }
    }

    /// <summary>Null: somebody else wrote in between.</summary>
    private WriteOutcome? Attempt(ApiRequest request, StoredObject current, Func<JsonObject, Edit> change)
    {
        var type = request.Type;
        var old = current.In(type);
        var changed = change(old);
        if (changed is Edit.Refused refused)
        {
            return new WriteOutcome.Refused(refused.Status);
        }

        var (content, tracked) = (Edit.To)changed;
        if (UpdateRules.CheckIdentity(request, content, old) is { } refusal)
        {
            return new WriteOutcome.Refused(refusal);
        }

        content = Prepare(request, content, old, tracked);
        return FieldManagement.SameApartFromTimes(old, content)
            ? new WriteOutcome.Written(current, false)
            : UpdateRules.SeenTwice(type.Rules.Validate(content, old)) is { Count: > 0 } errors
                ? new WriteOutcome.Refused(ApiStatus.Invalid(type, current.Key.Name, errors))
                : Commit(request, current, content);
    }

    private JsonObject Prepare(ApiRequest request, JsonObject content, JsonObject old, bool tracked)
    {
        var type = request.Type;
        content = StatusRules.Keep(type, request.Path.Subresource, content.Canonical(type.Kind, type.ApiVersion), old);
        UpdateRules.KeepIdentity(content, old);
        type.Rules.PrepareForUpdate(content, old);
        if (!tracked)
        {
            FieldOwners.Track(old, content, request, registry.Time.GetUtcNow());
        }

        UpdateRules.CountGeneration(type, content, old);
        return content;
    }

    private WriteOutcome? Commit(ApiRequest request, StoredObject current, JsonObject content)
    {
        var type = request.Type;
        content = type.ToStorage is null ? content : type.ToStorage(content);
        if (request.DryRun)
        {
            return new WriteOutcome.Written(new StoredObject(current.Key, current.Revision, content), false);
        }

        if (content.IsBeingDeleted() && content.Finalizers().Count == 0 && !Lifecycle.IsHeld(type, content))
        {
            return registry.Store.TryRemove(registry.In(type), current, content) is { } last ? new WriteOutcome.Removed(last) : null;
        }

        if (registry.Store.TryReplace(registry.In(type), current, content) is not { } stored)
        {
            return null;
        }

        definitions.Follow(stored, type);
        return new WriteOutcome.Written(stored, false);
    }
}
