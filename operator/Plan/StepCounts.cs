using System.Globalization;

namespace Operator.Plan;

/// <summary>What one step of a run counted, as the ingestion told OpenMetadata.</summary>
internal sealed record StepCount(string Step, long Records, long Updated, long Warnings, long Errors, long Filtered);

/// <summary>Puts the counts of a run into words of ours. A step's name comes from far away, so only the two that exist are repeated.</summary>
internal static class StepCounts
{
    private const int MostSteps = 3;
    private static readonly string[] KnownSteps = ["dbt", "OpenMetadata"];

    /// <summary>Such as <c>25 records, 3 warnings in step dbt; 27 records in step OpenMetadata</c>; empty where nothing was counted.</summary>
    public static string InWords(IReadOnlyList<StepCount> counts) =>
        string.Join("; ", counts.Select(InWords).Where(words => words.Length > 0).Take(MostSteps));

    private static string InWords(StepCount step)
    {
        string[] counts =
        [
            .. Some(step.Records, "record", "records"),
            .. Some(step.Updated, "record updated", "records updated"),
            .. Some(step.Warnings, "warning", "warnings"),
            .. Some(step.Errors, "error", "errors"),
            .. Some(step.Filtered, "record filtered", "records filtered"),
        ];
        return counts.Length == 0 ? "" : $"{string.Join(", ", counts)} in {(KnownSteps.Contains(step.Step) ? $"step {step.Step}" : "another step")}";
    }

    private static IEnumerable<string> Some(long count, string one, string many) =>
        count > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}")] : [];
}
