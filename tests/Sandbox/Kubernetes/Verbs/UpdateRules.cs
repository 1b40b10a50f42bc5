using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Objects;
using Sandbox.Kubernetes.Resources;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>What every update keeps, and what it must not contradict.</summary>
internal static class UpdateRules
{
    private static readonly string[] s_kept =
        ["name", "namespace", "generateName", "uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds", "resourceVersion"];

    public static ApiStatus? CheckIdentity(ApiRequest request, JsonObject content, JsonObject old)
    {
        var (type, name) = (request.Type, old.Name());
        if (content.ResourceVersion() is { Length: > 0 } and not "0" && content.ResourceVersion() != old.ResourceVersion())
        {
            return ApiStatus.Stale(type, name);
        }

        foreach (var field in new[] { "name", "namespace" })
        {
            var (asked, had) = (content.MetaText(field), old.MetaText(field));
            if (asked.Length > 0 && asked != had)
            {
                return ApiStatus.BadRequest($"the {field} of the object ({asked}) does not match the {field} on the URL ({had})");
            }
        }

        return content.MetaText("uid") is { Length: > 0 } uid && uid != old.MetaText("uid")
            ? ApiStatus.Invalid(type, name, SeenTwice([FieldErrors.InvalidText("metadata.uid", uid, "field is immutable")]))
            : null;
    }

    /// <summary>The server compares metadata once for all kinds and once more by the kind's own rules: such causes stand twice.</summary>
    public static IReadOnlyList<FieldError> SeenTwice(IReadOnlyList<FieldError> errors) =>
        [.. errors.Where(static error => error.Field.StartsWith("metadata.", StringComparison.Ordinal)
            && (error.Message.EndsWith("field is immutable", StringComparison.Ordinal) || error.Message.Contains("no new finalizers", StringComparison.Ordinal))), .. errors];

    public static void KeepIdentity(JsonObject content, JsonObject old)
    {
        var (metadata, before) = (content.Metadata(), old.Metadata());
        metadata.Remove("selfLink");
        foreach (var field in s_kept)
        {
            if (before[field] is { } value)
            {
                metadata[field] = value.DeepClone();
            }
            else
            {
                metadata.Remove(field);
            }
        }
    }

    /// <summary>A new generation when what people declare has changed: the spec, or anything beside metadata and status of a custom resource.</summary>
    public static void CountGeneration(ResourceType type, JsonObject content, JsonObject old)
    {
        if (!BuiltInResources.HasGeneration(type))
        {
            return;
        }

        var changed = type.IsCustom
            ? content.Select(static pair => pair.Key).Union(old.Select(static pair => pair.Key))
                .Any(field => field != "metadata" && !(field == "status" && type.HasStatus) && !JsonNode.DeepEquals(content[field], old[field]))
            : !JsonNode.DeepEquals(content["spec"], old["spec"]);
        if (changed)
        {
            content.Metadata()["generation"] = old.Generation() + 1;
        }
    }
}
