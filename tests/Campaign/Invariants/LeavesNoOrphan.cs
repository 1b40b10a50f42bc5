using Operator.Resource;
using Sandbox.Controllers;

namespace Campaign.Invariants;

/// <summary>Each CronJob of ours belongs to a resource that exists and wants it, and each Job to a CronJob.</summary>
internal sealed class LeavesNoOrphan : IInvariant
{
    public IEnumerable<string> Broken(Ending ending)
    {
        var world = ending.World;
        var ingestions = world.List("/apis/metadata-ingestion.io/v1alpha1/dbtcloudingestions").ToDictionary(item => item.UidOf());
        var cronJobs = world.List("/apis/batch/v1/cronjobs").Where(cronJob => cronJob.Text("metadata", "labels", Names.ManagedByLabel) == Names.FieldManager).ToList();
        foreach (var cronJob in cronJobs)
        {
            if (!ingestions.TryGetValue(cronJob.ControllerUid(Names.Kind) ?? "", out var owner))
            {
                yield return $"no orphan: CronJob {cronJob.NameOf()} has no owner";
            }
            else if (ending.Undisturbed.IsReady($"{owner.NamespaceOf()}/{owner.NameOf()}") && !owner.Items("status", "ingestions").Any(filter => filter.Text("cronJob") == cronJob.NameOf()))
            {
                yield return $"no orphan: no filter wants CronJob {cronJob.NameOf()}";
            }
        }

        var owners = world.List("/apis/batch/v1/cronjobs").Select(cronJob => cronJob.UidOf()).ToHashSet();
        foreach (var job in world.List("/apis/batch/v1/jobs").Where(job => !owners.Contains(job.ControllerUid("CronJob") ?? "")))
        {
            yield return $"no orphan: Job {job.NameOf()} has no CronJob";
        }
    }
}
