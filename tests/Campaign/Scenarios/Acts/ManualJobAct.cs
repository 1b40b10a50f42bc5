using Campaign.Worlds;
using ManualJob = Sandbox.Demo.ManualJob;

namespace Campaign.Scenarios.Acts;

/// <summary>Somebody starts a Job from a CronJob by hand.</summary>
internal sealed record ManualJobAct(string CronJob, string Name) : Act
{
    public override void Do(World world)
    {
        if (world.Get(Places.CronJob(CronJob)) is { } cronJob)
        {
            world.Create($"/apis/batch/v1/namespaces/{Places.Namespace}/jobs", ManualJob.Of(cronJob, Name));
            world.Jobs.Wake();
        }
    }

    public override string ToString() => $"somebody starts Job {Name} of {CronJob}";
}
