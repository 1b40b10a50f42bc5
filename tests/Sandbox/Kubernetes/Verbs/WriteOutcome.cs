using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>What a write ends in.</summary>
internal abstract record WriteOutcome
{
    /// <summary>The object as it is now (or would be, in a dry run).</summary>
    public sealed record Written(StoredObject Stored, bool Created) : WriteOutcome;

    /// <summary>The object is gone: its last finalizer was taken away.</summary>
    public sealed record Removed(StoredObject Last) : WriteOutcome;

    public sealed record Refused(ApiStatus Status) : WriteOutcome;
}
