using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>What a writer makes of the present object: a changed one, or a refusal.</summary>
internal abstract record Edit
{
    /// <summary>Decoded and in the request's version; <paramref name="Tracked"/> says that managedFields are up to date.</summary>
    public sealed record To(JsonObject Content, bool Tracked = false) : Edit;

    public sealed record Refused(ApiStatus Status) : Edit;
}
