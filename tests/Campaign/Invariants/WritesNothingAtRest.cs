using Campaign.Wires;

namespace Campaign.Invariants;

/// <summary>Where nothing happens nothing is written, but for the hour of a test in each status.</summary>
internal sealed class WritesNothingAtRest : IInvariant
{
    public IEnumerable<string> Broken(Ending ending)
    {
        var writes = ending.WrittenAtRest.Where(written => written.IsDone && !written.Call.IsLease && !IsOfMissedSlot(ending, written)).ToList();
        var other = writes.Where(written => !IsStatus(written)).Select(written => $"steady state writes nothing: {written}");
        return other.Concat(
            from written in writes
            where IsStatus(written)
            group written by written.Call.Path into same
            where same.Count() > Allowed(ending)
            select $"steady state writes nothing: {same.Count()} times in the hour {same.Key}");
    }

    /// <summary>Nobody plays the CronJob controller, so a slot that comes is missed, and that is told.</summary>
    private static bool IsOfMissedSlot(Ending ending, Written written) => IsTold(written) && ending.Now.Resources.Any(resource =>
        ending.Now.Lines(resource).Any(line => line.What == "condition Fresh" && line.Value.Contains("MissedSchedule", StringComparison.Ordinal))
        && written.Call.Path.Contains($"/namespaces/{resource.Split('/')[0]}/", StringComparison.Ordinal));

    private static bool IsTold(Written written) => IsStatus(written) || written.Call.Path.EndsWith("/events", StringComparison.Ordinal);

    /// <summary>One test an hour; more where the interval was made shorter, and where something is wrong and may be repaired any minute.</summary>
    private static int Allowed(Ending ending) => ending.World.Inputs.Key.Contains("\"interval\"", StringComparison.Ordinal) ? 15
        : ending.Undisturbed.Resources.All(ending.Undisturbed.IsReady) ? 2
        : 15;

    private static bool IsStatus(Written written) => written.Call.Target is Target.Kubernetes && written.Call.Method == "PATCH" && written.Call.Path.EndsWith("/status", StringComparison.Ordinal);
}
