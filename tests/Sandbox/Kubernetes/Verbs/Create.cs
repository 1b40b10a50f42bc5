using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Resources;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Brings a new object into being: POST, and the apply of something that is not there.</summary>
internal sealed class Create(Registry registry, CustomResources definitions)
{
    private static readonly string[] s_setByServer =
        ["selfLink", "deletionTimestamp", "deletionGracePeriodSeconds", "resourceVersion", "managedFields", "uid", "creationTimestamp", "generation"];

    public WriteOutcome Handle(ApiRequest request)
    {
        if (IncomingBody.ReadObject(request, out var refusal) is not { } body)
        {
            return new WriteOutcome.Refused(refusal!);
        }

        refusal = FieldValidation.Decode(request, body, why => FieldValidation.Unreadable(request, why)) ?? CheckIdentity(request, body);
        return refusal is null ? Store(request, body, tracked: false) : new WriteOutcome.Refused(refusal);
    }

    /// <summary>Stores a decoded object; <paramref name="tracked"/> says that its managedFields are there already.</summary>
    public WriteOutcome Store(ApiRequest request, JsonObject body, bool tracked)
    {
        var name = body.Name();
        if (CheckNamespace(request, name) is { } refusal)
        {
            return new WriteOutcome.Refused(refusal);
        }

        var content = Prepare(request, body, tracked);
        return request.Type.Rules.Validate(content, null) is { Count: > 0 } errors
            ? new WriteOutcome.Refused(ApiStatus.Invalid(request.Type, name, errors))
            : Commit(request, content);
    }

    private WriteOutcome Commit(ApiRequest request, JsonObject content)
    {
        var type = request.Type;
        var key = new ObjectKey(type.Namespaced ? request.Path.Namespace : "", content.Name());
        content = type.ToStorage is null ? content : type.ToStorage(content);
        if (request.DryRun)
        {
            return registry.Find(type, key) is null
                ? new WriteOutcome.Written(new StoredObject(key, 0, content), true)
                : new WriteOutcome.Refused(ApiStatus.AlreadyExists(type, key.Name));
        }

        if (registry.Store.TryCreate(registry.In(type), key, content) is not { } stored)
        {
            return new WriteOutcome.Refused(ApiStatus.AlreadyExists(type, key.Name));
        }

        definitions.Follow(stored, type);
        return new WriteOutcome.Written(stored, true);
    }

    private static ApiStatus? CheckIdentity(ApiRequest request, JsonObject body)
    {
        if (body.ResourceVersion() is { Length: > 0 } and not "0")
        {
            return ApiStatus.BadRequest("resourceVersion should not be set on objects to be created");
        }

        var asked = body.Namespace();
        if (request.Type.Namespaced && asked.Length > 0 && asked != request.Path.Namespace)
        {
            return ApiStatus.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }

        if (body.Name().Length == 0 && body.MetaText("generateName") is { Length: > 0 } prefix)
        {
            body.Metadata()["name"] = GeneratedName.From(prefix);
        }

        return null;
    }

    private ApiStatus? CheckNamespace(ApiRequest request, string name)
    {
        if (!request.Type.Namespaced)
        {
            return null;
        }

        var ns = request.Path.Namespace;
        if (registry.Namespace(ns) is not { } found)
        {
            return ApiStatus.NamespaceNotFound(ns);
        }

        if (!found.IsBeingDeleted())
        {
            return null;
        }

        var why = $"unable to create new content in namespace {ns} because it is being terminated";
        var refusal = ApiStatus.Forbidden(request.Type, name, why);
        refusal.Details!["causes"] = new JsonArray(new JsonObject
        {
            ["reason"] = "NamespaceTerminating",
            ["message"] = $"namespace {ns} is being terminated",
            ["field"] = "metadata.namespace",
        });
        return refusal;
    }

    private JsonObject Prepare(ApiRequest request, JsonObject body, bool tracked)
    {
        var type = request.Type;
        var content = body.Canonical(type.Kind, type.ApiVersion);
        var metadata = content.Metadata();
        var managedFields = metadata["managedFields"]?.DeepClone();
        foreach (var field in s_setByServer)
        {
            metadata.Remove(field);
        }

        StatusRules.DropForCreate(type, content);
        if (type.Namespaced)
        {
            metadata["namespace"] = request.Path.Namespace;
        }
        else
        {
            metadata.Remove("namespace");
        }

        SetIdentity(type, metadata);
        if (tracked)
        {
            metadata["managedFields"] = managedFields;
        }
        else
        {
            FieldOwners.Track(type.Rules.Empty(), content, request, registry.Time.GetUtcNow());
        }

        type.Rules.PrepareForCreate(content);
        return content;
    }

    private void SetIdentity(ResourceType type, JsonObject metadata)
    {
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = registry.Now;
        if (BuiltInResources.HasGeneration(type))
        {
            metadata["generation"] = 1;
        }
    }
}
