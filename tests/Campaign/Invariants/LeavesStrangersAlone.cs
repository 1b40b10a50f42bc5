using Sandbox.Controllers;

namespace Campaign.Invariants;

/// <summary>What is not ours is as somebody else made it.</summary>
internal sealed class LeavesStrangersAlone : IInvariant
{
    public IEnumerable<string> Broken(Ending ending) =>
        from cronJob in ending.World.List("/apis/batch/v1/cronjobs")
        where cronJob.Text("metadata", "labels", "app") == "stranger"
        where cronJob.Number("metadata", "generation") != 1 || cronJob.At("metadata", "ownerReferences") is not null || cronJob.At("metadata", "labels")?.AsObject().Count != 1
        select $"no stranger's object is touched: CronJob {cronJob.NameOf()} is now {cronJob["metadata"]!.ToJsonString()}";
}
