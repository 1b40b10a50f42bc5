using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Resources;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Deletes one object, or marks it as being deleted while finalizers or dependents hold it.</summary>
internal sealed class Delete(Registry registry)
{
    /// <summary>Kinds whose deletion answers with the object rather than with a Status.</summary>
    private static readonly HashSet<string> s_answeredWithObject = ["Pod", "ServiceAccount", "ResourceQuota", "PersistentVolumeClaim", "Service"];

    public Answer Handle(ApiRequest request)
    {
        if (DeleteOptions.Read(request, out var refusal) is not { } options)
        {
            return refusal!;
        }

        while (true)
        {
            if (registry.Find(request.Type, request.Key) is not { } current)
            {
                return ApiStatus.NotFound(request.Type, request.Path.Name);
            }

            if (options.Check(request.Type, current.Content) is { } mismatch)
            {
                return mismatch;
            }

            if (Attempt(request.Type, current, options, out var removed) is { } left)
            {
                return removed && !s_answeredWithObject.Contains(request.Type.Kind)
                    ? Success(request.Type, current)
                    : ObjectAnswer.For(request, left);
            }
        }
    }

    /// <summary>The object as it is left behind; null when somebody else wrote in between.</summary>
    public StoredObject? Attempt(ResourceType type, StoredObject current, DeleteOptions options, out bool removed)
    {
        var finalizers = Lifecycle.Finalizers(type, current.Content, options.Propagation);
        removed = finalizers.Count == 0 && !Lifecycle.IsHeld(type, current.Content);
        var collection = registry.In(type);
        if (options.DryRun)
        {
            return current;
        }

        if (removed)
        {
            return registry.Store.TryRemove(collection, current, (JsonObject)current.Content.DeepClone());
        }

        var terminating = Lifecycle.Terminating(type, current.Content, finalizers, registry.Now);
        return JsonNode.DeepEquals(terminating, current.Content) ? current : registry.Store.TryReplace(collection, current, terminating);
    }

    private static Answer Success(ResourceType type, StoredObject deleted)
    {
        var details = new JsonObject { ["name"] = deleted.Key.Name };
        if (type.Group.Length > 0)
        {
            details["group"] = type.Group;
        }

        details["kind"] = type.Plural;
        details["uid"] = deleted.Uid;
        return Answer.Of(new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = details,
        });
    }
}
