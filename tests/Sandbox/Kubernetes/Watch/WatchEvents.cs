using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Storage;
using Sandbox.Kubernetes.Verbs;

namespace Sandbox.Kubernetes.Watch;

/// <summary>What a watcher with selectors sees of a change.</summary>
internal static class WatchEvents
{
    /// <summary>Null where the change is none of the watcher's.</summary>
    public static (string Type, StoredObject Stored)? Of(Change change, ListOptions options)
    {
        var was = change.Before is not null && options.Matches(change.Before);
        var matches = change.After is not null && options.Matches(change.After);
        return (was, matches) switch
        {
            (false, true) => ("ADDED", change.After!),
            (true, true) => ("MODIFIED", change.After!),
            (true, false) => ("DELETED", change.Removed ?? AsOf(change.Before!, change.Revision)),
            _ => null,
        };
    }

    public static JsonObject Bookmark(ApiRequest request, long revision, bool endOfInitialEvents)
    {
        var metadata = new JsonObject { ["resourceVersion"] = revision.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        if (endOfInitialEvents)
        {
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        }

        var (kind, apiVersion) = request.Accept.Shape switch
        {
            Shape.Table => ("Table", "meta.k8s.io/v1"),
            Shape.Metadata => ("PartialObjectMetadata", "meta.k8s.io/v1"),
            _ => (request.Type.Kind, request.Type.ApiVersion),
        };
        var bookmark = new JsonObject { ["kind"] = kind, ["apiVersion"] = apiVersion, ["metadata"] = metadata };
        if (request.Accept.Shape == Shape.Table)
        {
            bookmark["columnDefinitions"] = null;
            bookmark["rows"] = new JsonArray();
        }

        return bookmark;
    }

    /// <summary>An object that left the selection is shown as it was last seen there, at the revision of its leaving.</summary>
    private static StoredObject AsOf(StoredObject stored, long revision)
    {
        var content = (JsonObject)stored.Content.DeepClone();
        content.Metadata()["resourceVersion"] = revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new StoredObject(stored.Key, revision, content);
    }
}
