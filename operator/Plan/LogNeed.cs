using k8s.Models;

namespace Operator.Plan;

/// <summary>Whether the log of a run that has ended can tell more than its pod does.</summary>
internal static class LogNeed
{
    public static bool Of(V1Job job, PodOutcome pod) => JobReading.EndOf(job) switch
    {
        null => false,

        // Exit code 0 hides how much arrived.
        { Type: "Complete" } => pod.ExitCode == 0,

        // The kubelet has kept the end of the log, and it names nothing that is known. Who was killed has not said why.
        _ => pod is { ExitCode: not (null or 0 or RunResult.Killed or RunResult.Terminated), EvictedBy: null, Cause: LogCause.Unknown } && pod.EndReason != PodOutcome.OutOfMemory,
    };
}
