using k8s.Models;
using Operator.Cluster.Watching;
using Operator.Resource;

namespace Operator.Cluster;

/// <summary>An ingestion that exists and cannot be read.</summary>
/// <param name="Known">Its name and version, and what its status said of the last look; it has no spec.</param>
/// <param name="Why">A sentence without anything that stands in it.</param>
/// <param name="Path">The field where it happened, as a JSON path.</param>
/// <param name="IsInStatus">The trouble is in what the operator itself writes.</param>
internal sealed record UnreadableIngestion(DbtCloudIngestion Known, string Why, string Path, bool IsInStatus)
{
    public static UnreadableIngestion Of(UnreadableObject item)
    {
        var metadata = new V1ObjectMeta
        {
            NamespaceProperty = item.Name.Namespace,
            Name = item.Name.Name,
            Uid = item.Uid,
            ResourceVersion = item.ResourceVersion,
            Generation = item.Generation,
            DeletionTimestamp = item.IsDeleting ? DateTime.UnixEpoch : null,
        };
        return new(new DbtCloudIngestion { Metadata = metadata, Status = item.Status }, item.Why, item.Path, item.IsInStatus);
    }
}
