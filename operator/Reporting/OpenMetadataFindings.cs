using Operator.Plan;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>What was found on OpenMetadata's side: the server and its version, the bot's token, the database service.</summary>
internal static class OpenMetadataFindings
{
    /// <summary>The server's answer, or that the image's version does not fit it; null before it was asked.</summary>
    public static Finding? Server(IngestionPlan plan)
    {
        var told = plan.OpenMetadata.Check switch
        {
            null => null,
            { Reason: { } reason } check => new Finding(reason, check.Message),
            { Result: CheckResults.Passed } check => new Finding(Reasons.OpenMetadataVerified.Verified, check.Message),
            var check => new Finding(Reasons.OpenMetadataVerified.Unreachable, check.Message),
        };
        var compared = plan.Ingestions.Select(planned => IngestionImage.Compare(planned.Image, plan.OpenMetadata.Version)).FirstOrDefault(finding => finding is not null);
        return Worst([told, compared]);
    }

    /// <summary>The condition: the worst of the server, the token and the service.</summary>
    public static Finding? Condition(IngestionPlan plan) =>
        Server(plan) is { } server ? Worst([server, Of(plan.OpenMetadata.BotToken), Of(plan.OpenMetadata.DatabaseService)]) : null;

    private static Finding? Of(CheckSeen? check) => check?.Reason is { } reason ? new Finding(reason, check.Message) : null;

    private static Finding? Worst(IEnumerable<Finding?> findings) =>
        findings.OfType<Finding>().MinBy(finding => Array.IndexOf(Reasons.OpenMetadataVerified.All, finding.Reason)) is { } worst ? Assessment.Spoken(worst) : null;
}
