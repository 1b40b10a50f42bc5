namespace Sandbox.Kubernetes.Storage;

/// <summary>One committed write: what was there before (null: nothing) and after (null: nothing any more).</summary>
internal sealed record Change(Collection Collection, long Revision, StoredObject? Before, StoredObject? After)
{
    /// <summary>The object with the revision of the removal: what a DELETED event carries.</summary>
    public StoredObject? Removed { get; init; }
}
