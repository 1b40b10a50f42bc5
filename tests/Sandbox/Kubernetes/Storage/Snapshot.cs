using System.Collections.Immutable;

namespace Sandbox.Kubernetes.Storage;

/// <summary>All objects of a collection at one revision, and the link from which a watch goes on.</summary>
internal sealed record Snapshot(long Revision, ImmutableSortedDictionary<ObjectKey, StoredObject> Objects, ChangeNode Position);
