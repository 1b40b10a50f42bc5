using Campaign.Wires;

namespace Campaign.Invariants;

/// <summary>Where nothing happens nothing is written, but for the hour of a test in each status.</summary>
internal sealed class WritesNothingAtRest : IInvariant
{
    public IEnumerable<string> Broken(Ending ending)
    {
        var writes = ending.WrittenAtRest.Where(written => !written.Call.IsLease).ToList();
        var other = writes.Where(written => !IsStatus(written)).Select(written => $"steady state writes nothing: {written}");
        return other.Concat(
            from written in writes
            where IsStatus(written)
            group written by written.Call.Path into same
            where same.Count() > Allowed(ending)
            select $"steady state writes nothing: {same.Count()} times in the hour {same.Key}");
    }

    /// <summary>One test an hour, or two where the interval was made shorter.</summary>
    private static int Allowed(Ending ending) => ending.World.Inputs.Key.Contains("\"interval\"", StringComparison.Ordinal) ? 5 : 2;

    private static bool IsStatus(Written written) => written.Call.Target is Target.Kubernetes && written.Call.Method == "PATCH" && written.Call.Path.EndsWith("/status", StringComparison.Ordinal);
}
