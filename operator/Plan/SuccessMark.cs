namespace Operator.Plan;

/// <summary>What a success ingested: as long as none of the three changes, there is nothing new.</summary>
/// <param name="TestsFromId">The run of the test results, which may be the same.</param>
/// <param name="Digest">Of document and image.</param>
internal sealed record SuccessMark(string RunId, string TestsFromId, string Digest)
{
    /// <summary>Null for a text that is none, such as that of an annotation that was never set.</summary>
    public static SuccessMark? Read(string? text) =>
        text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var run, var tests, var digest] ? new(run, tests, digest) : null;

    public override string ToString() => $"{RunId} {TestsFromId} {Digest}";
}
