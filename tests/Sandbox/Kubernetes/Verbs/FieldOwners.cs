using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Objects;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Notes in managedFields who wrote what.</summary>
internal static class FieldOwners
{
    public static FieldWriter Writer(ApiRequest request, DateTimeOffset now) =>
        new(request.FieldManager, request.Type.ApiVersion, request.Path.Subresource is { Length: > 0 } subresource ? subresource : null, now);

    public static void Track(JsonObject before, JsonObject after, ApiRequest request, DateTimeOffset now) =>
        FieldManagement.Track(before, after, Writer(request, now), request.Type.Rules);
}
