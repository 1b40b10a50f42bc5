using Operator.Resource;

namespace Operator.Tests.Reporting;

/// <summary>Statuses as the operator publishes them.</summary>
internal static class Statuses
{
    /// <summary>Everything is well, and a run has succeeded.</summary>
    public static IngestionStatus Settled => With(Reasons.Ready.Succeeded, Reasons.ConnectionVerified.Verified, Reasons.LastRunSucceeded.Succeeded, Reasons.Fresh.UpToDate) with
    {
        LastSuccessfulTime = DateTimeOffset.FromUnixTimeSeconds(1_000_000),
        Connection = new ConnectionStatus { Checks = [new CheckStatus { Name = CheckNames.BotToken, Result = CheckResults.Passed }] },
        Ingestions =
        [
            new FilterStatus { Filter = "late", NextScheduleTime = DateTimeOffset.FromUnixTimeSeconds(3_000_000) },
            new FilterStatus { Filter = "early", NextScheduleTime = DateTimeOffset.FromUnixTimeSeconds(2_000_000) },
            new FilterStatus { Filter = "suspended" },
        ],
    };

    /// <summary>Nothing is known yet.</summary>
    public static IngestionStatus Fresh => With(Reasons.ConnectionVerified.NotTested);

    public static IngestionStatus With(params Reason[] reasons) => new()
    {
        Conditions = [.. reasons.Select(reason => new Condition { Type = reason.Condition, Status = reason.Status, Reason = reason.Name, Message = "A sentence." })],
    };
}
