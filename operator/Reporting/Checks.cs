using Operator.Plan;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>The ticks as they stand in the status.</summary>
internal static class Checks
{
    /// <summary>There is a run to ingest, and yet somebody should look.</summary>
    private static readonly Reason[] Warnings = [Reasons.RecentRunFound.LatestRunFailed, Reasons.RecentRunFound.JobDeactivated, Reasons.RecentRunFound.CiJob];

    public static CheckStatus Of(CheckSeen check) => new()
    {
        Name = check.Name,
        Result = check.Result,
        Reason = check.Result == CheckResults.Passed ? null : check.Reason?.Name,
        Message = check.Message.Length > 0 ? check.Message : null,
    };

    public static CheckStatus NotMade(string name) => new() { Name = name, Result = CheckResults.Unknown };

    public static CheckStatus RecentRunFound(Finding finding) => Of(CheckNames.RecentRunFound, finding, Warnings.Contains(finding.Reason));

    private static CheckStatus Of(string name, Finding finding, bool isWarning) => new()
    {
        Name = name,
        Result = isWarning ? CheckResults.Warning : finding.Reason.Status switch
        {
            ConditionStatus.True => CheckResults.Passed,
            ConditionStatus.False => CheckResults.Failed,
            _ => CheckResults.Unknown,
        },
        Reason = finding.Reason.Holds && !isWarning ? null : finding.Reason.Name,
        Message = finding.Message.Length > 0 ? finding.Message : null,
    };
}
