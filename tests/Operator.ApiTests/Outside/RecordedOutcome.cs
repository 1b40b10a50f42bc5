using System.Text.RegularExpressions;

namespace Operator.ApiTests.Outside;

/// <summary>One line of the recorded outcomes: how a case ended with one version of the real ingestion.</summary>
internal sealed partial record RecordedOutcome(
    string Case, string Version, int Exit, string LastState, int OpenMetadataCalls, int DbtCalls, string TestResults, bool TokenWasSent, string Says)
{
    /// <summary>The sentence up to the first id, path or address in it.</summary>
    public string Sentence => Varying().Split(Says.StartsWith("warning: ", StringComparison.Ordinal) ? Says["warning: ".Length..] : Says)[0].TrimEnd();

    public static IReadOnlyList<RecordedOutcome> All { get; } =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Recorded", "outcomes.tsv")).Skip(1).Select(line => From(line.Split('\t')))];

    private static RecordedOutcome From(string[] cells) => new(
        cells[0], cells[1], int.Parse(cells[2], null), cells[3], int.Parse(cells[4], null), int.Parse(cells[5], null),
        cells[6], cells[7] == "yes", cells[9]);

    [GeneratedRegex(@"'?\d{4,}|'?\[?https?://|\[?/staged|lineage_request=|\(Cau")]
    private static partial Regex Varying();
}
