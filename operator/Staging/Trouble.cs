using Operator.DbtCloud;
using Operator.Outbound;
using Operator.Plan;

namespace Operator.Staging;

/// <summary>Why a fetch ends without its files: the reason for the operator, the sentence for whoever reads the log. No text of the far side gets in.</summary>
internal sealed record Trouble(FetchReason Reason, string Sentence)
{
    /// <param name="file">What was asked for, where it was a file.</param>
    public static Trouble Of(DbtCloudFailure why, DbtAccount account, string? file = null) => new(ReasonOf(why, file is not null), why switch
    {
        DbtCloudFailure.Refused refused => Refusal(refused.Reason, account),
        DbtCloudFailure.BusyUntil { OwnBudget: true } => $"the {Allowance.MostCalls} calls that one fetch may make, or the time it may wait, are spent; a later try may have more luck",
        DbtCloudFailure.BusyUntil => "dbt Cloud asked for silence (429) more often, or for longer, than this run can wait; let fewer things ask it at the same time",
        _ when file is not null => $"{file}: {WayOf(why)}",
        _ => WayOf(why),
    });

    /// <summary>What happened on the way.</summary>
    public static string WayOf(DbtCloudFailure why) => why switch
    {
        DbtCloudFailure.Unreachable { Kind: UnreachableKind.ServerError } error => $"dbt Cloud answered with a server error ({error.Status})",
        DbtCloudFailure.Unreachable unreachable => unreachable.Kind switch
        {
            UnreachableKind.Dns => "dbt Cloud's host has no address (DNS)",
            UnreachableKind.ConnectionRefused => "dbt Cloud's host refuses connections",
            UnreachableKind.TimedOut => "dbt Cloud did not answer in time",
            UnreachableKind.Interrupted => "the answer broke off",
            UnreachableKind.Proxy => "the proxy does not let the call through",
            _ => "the network does not reach dbt Cloud's host",
        },
        DbtCloudFailure.TlsFailure tls => $"the certificate cannot be trusted ({tls.Cause}); check the address, and whether a proxy opens TLS on the way",
        DbtCloudFailure.NotAllowed => "the operator's policy forbids the host; see --allowed-host and --allowed-cidr",
        DbtCloudFailure.Unexpected unexpected => unexpected.What switch
        {
            UnexpectedAnswer.Html => "a web page came in place of JSON; the address should be the one under which dbt Cloud opens in the browser",
            UnexpectedAnswer.BrokenJson => "what came is no whole JSON",
            UnexpectedAnswer.TooLarge => "it is larger than is read; see --max-artifact-size",
            UnexpectedAnswer.Redirect => "dbt Cloud points to a place that is not followed to",
            UnexpectedAnswer.Status => $"dbt Cloud answered with the status {unexpected.Status}",
            _ => "JSON came that is not dbt Cloud's; the address should be the one under which dbt Cloud opens in the browser",
        },
        DbtCloudFailure.BusyUntil => "dbt Cloud asks for silence (429)",
        _ => "dbt Cloud gave no answer",
    };

    private static FetchReason ReasonOf(DbtCloudFailure why, bool isFile) => why switch
    {
        DbtCloudFailure.Refused { Reason: RefusalReason.WrongAccount } => FetchReason.WrongAccount,
        DbtCloudFailure.Refused { Reason: RefusalReason.IpNotAllowlisted } => FetchReason.IpNotAllowlisted,
        DbtCloudFailure.Refused => FetchReason.InvalidTokenOrHost,
        DbtCloudFailure.BusyUntil { OwnBudget: true } => FetchReason.ArtifactsUnavailable,
        DbtCloudFailure.BusyUntil => FetchReason.RateLimited,
        DbtCloudFailure.Unexpected { What: UnexpectedAnswer.BrokenJson or UnexpectedAnswer.TooLarge } when isFile => FetchReason.ArtifactsInvalid,
        DbtCloudFailure.Unexpected when isFile => FetchReason.ArtifactsUnavailable,
        DbtCloudFailure.Unexpected { What: UnexpectedAnswer.Html or UnexpectedAnswer.NoEnvelope or UnexpectedAnswer.Redirect } => FetchReason.InvalidTokenOrHost,
        _ => FetchReason.Unreachable,
    };

    private static string Refusal(RefusalReason reason, DbtAccount account) => reason switch
    {
        RefusalReason.InvalidTokenOrHost => $"{account.Url.Host} refuses the token (401): it is wrong or expired, or the account lives on another host; compare the address with the browser's, then make a new token",
        RefusalReason.IpNotAllowlisted => $"account {account.Id} only admits listed addresses; add the cluster's egress address to its IP restrictions",
        RefusalReason.PlanNotPaid => $"the plan of account {account.Id} has no API access; upgrade it, or use a token of a paid account",
        _ => $"the token does not open account {account.Id}; check the number against the browser's address, and that the token may view jobs",
    };
}

/// <summary>What a part of the fetch came to.</summary>
internal abstract record Outcome<T>
{
    private Outcome()
    {
    }

    internal sealed record Got(T Value) : Outcome<T>;

    internal sealed record Ended(Trouble Why) : Outcome<T>;
}
