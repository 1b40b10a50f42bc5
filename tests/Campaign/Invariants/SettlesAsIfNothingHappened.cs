namespace Campaign.Invariants;

/// <summary>Every resource ends as it would have ended in a world without trouble.</summary>
internal sealed class SettlesAsIfNothingHappened : IInvariant
{
    public IEnumerable<string> Broken(Ending ending) => ending.Undisturbed.Resources.SelectMany(resource => Differences(ending, resource));

    private static IEnumerable<string> Differences(Ending ending, string resource)
    {
        var expected = Compared(ending, resource, ending.Undisturbed);
        var actual = Compared(ending, resource, ending.Now);
        return expected.Except(actual).Select(line => $"settles as if nothing had happened: {resource}: {line.What} should be \"{Short(line.Value, Other(actual, line))}\", and is \"{Short(Other(actual, line), line.Value)}\"")
            .Concat(actual.Where(line => expected.All(other => other.What != line.What)).Select(line => $"settles as if nothing had happened: {resource}: {line.What} \"{Short(line.Value, "")}\" should not be"));
    }

    private static List<PictureLine> Compared(Ending ending, string resource, Picture picture) =>
        [.. picture.Lines(resource).Where(line => ending.Undisturbed.IsStalled(resource) ? IsOfStalled(line) : Counts(ending, line, ending.Undisturbed.IsReady(resource)))];

    private static bool IsOfStalled(PictureLine line) => line.What is "generation" or "condition Ready" or "condition Stalled" or "condition Reconciling";

    /// <summary>
    /// What is not Ready keeps what it had and what was last known, which another past may have given it. Runs and the hours at which they were
    /// due are of one past alone.
    /// </summary>
    private static bool Counts(Ending ending, PictureLine line, bool isReady) =>
        line.What is not "condition Fresh"
        && (isReady || line.What is "generation" or "condition Ready" or "condition Stalled" or "condition Reconciling" or "condition SecretsResolved" or "condition ConnectionVerified")
        && (!ending.HasRuns || !(line.What is "condition LastRunSucceeded" || line.What.EndsWith(" mark", StringComparison.Ordinal)));

    private static string Other(List<PictureLine> lines, PictureLine line) => lines.Find(other => other.What == line.What)?.Value ?? "(nothing)";

    /// <summary>Of two long texts only where they differ.</summary>
    private static string Short(string text, string other)
    {
        const int Longest = 200;
        if (text.Length <= Longest)
        {
            return text;
        }

        var same = text.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        var from = Math.Max(0, same - 60);
        return $"…{text.Substring(from, Math.Min(Longest, text.Length - from))}…";
    }
}
