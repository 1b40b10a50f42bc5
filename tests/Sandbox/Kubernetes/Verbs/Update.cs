using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Replaces an object by a whole one: PUT.</summary>
internal sealed class Update(Registry registry, Create create, Modify modify)
{
    /// <summary>Kinds that must say which version they replace, besides all custom resources.</summary>
    private static readonly HashSet<string> s_versionNeeded = ["Lease", "CustomResourceDefinition", "PodDisruptionBudget", "Node"];

    public WriteOutcome Handle(ApiRequest request)
    {
        if (IncomingBody.ReadObject(request, out var refusal) is not { } body)
        {
            return new WriteOutcome.Refused(refusal!);
        }

        refusal = FieldValidation.Decode(request, body, why => FieldValidation.Unreadable(request, why)) ?? CheckName(request, body);
        return refusal is not null ? new WriteOutcome.Refused(refusal)
            : Creates(request) && registry.Find(request.Type, request.Key) is null ? create.Store(request, Named(request, body), tracked: false)
            : modify.Handle(request, old => Replace(request, (JsonObject)body.DeepClone(), old));
    }

    /// <summary>Kinds that an update brings into being where they are not.</summary>
    private static bool Creates(ApiRequest request) => request.Type.Kind == "Lease" && request.Path.Subresource.Length == 0;

    private static JsonObject Named(ApiRequest request, JsonObject body)
    {
        body.Metadata()["name"] = request.Path.Name;
        return body;
    }

    private static Edit Replace(ApiRequest request, JsonObject body, JsonObject old)
    {
        var (type, name) = (request.Type, request.Path.Name);
        if (body.Uid() is { Length: > 0 } uid && uid != old.Uid())
        {
            return new Edit.Refused(ApiStatus.Conflict(type, name, $"StorageError: invalid object, Code: 4, Key: {StorageKey(request)}, "
                + $"ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: {uid}, UID in object meta: {old.Uid()}"));
        }

        if (body.ResourceVersion().Length == 0 && (type.IsCustom || s_versionNeeded.Contains(type.Kind)))
        {
            return new Edit.Refused(ApiStatus.Invalid(type.Group, type.Plural, name, [FieldErrors.Invalid("metadata.resourceVersion", "0", "must be specified for an update")]));
        }

        // An update that does not name managed fields keeps them; an empty list takes them away.
        if (body.Metadata()["managedFields"] is null && old.Metadata()["managedFields"] is { } managedFields)
        {
            body.Metadata()["managedFields"] = managedFields.DeepClone();
        }

        return new Edit.To(body);
    }

    private static ApiStatus? CheckName(ApiRequest request, JsonObject body)
    {
        if (body.Name() is { Length: > 0 } name && name != request.Path.Name)
        {
            return ApiStatus.BadRequest($"the name of the object ({name}) does not match the name on the URL ({request.Path.Name})");
        }

        return body.Namespace() is { Length: > 0 } ns && request.Type.Namespaced && ns != request.Path.Namespace
            ? ApiStatus.BadRequest($"the namespace of the object ({ns}) does not match the namespace on the URL ({request.Path.Namespace})")
            : null;
    }

    private static string StorageKey(ApiRequest request)
    {
        var resource = request.Type.IsCustom ? $"{request.Type.Group}/{request.Type.Plural}" : request.Type.Plural;
        return string.Join('/', new[] { "/registry", resource, request.Path.Namespace, request.Path.Name }.Where(static part => part.Length > 0));
    }
}
