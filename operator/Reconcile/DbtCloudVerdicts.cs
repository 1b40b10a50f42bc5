using System.Globalization;
using Operator.DbtCloud;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;
using static Operator.Resource.Reasons;

namespace Operator.Reconcile;

/// <summary>Puts dbt Cloud's failures into the closed reasons and a sentence with the fix. No text of the far side gets in.</summary>
internal static class DbtCloudVerdicts
{
    /// <summary>Trouble on the way says nothing about the account: an earlier verdict stays.</summary>
    public static bool IsOutsideTrouble(DbtCloudFailure why) => why is DbtCloudFailure.BusyUntil or DbtCloudFailure.Unreachable;

    /// <summary>How long to leave dbt Cloud alone; null where it did not ask for silence.</summary>
    public static TimeSpan? RetryAfter(DbtCloudFailure why, DateTimeOffset now) =>
        why is DbtCloudFailure.BusyUntil busy ? (busy.Until > now ? busy.Until - now : TimeSpan.Zero) : null;

    /// <summary>What broke the questions off; null where the failure is a verdict.</summary>
    public static Interruption? InterruptionOf(DbtCloudFailure why, DbtAccount account)
    {
        var (reason, message) = Of(why, account);
        return IsOutsideTrouble(why) ? new(reason, message, (why as DbtCloudFailure.BusyUntil)?.Until) : null;
    }

    public static Finding Of(DbtCloudFailure why, DbtAccount account) => why switch
    {
        DbtCloudFailure.Refused refused => new(ReasonOf(refused.Reason), Refusal(refused.Reason, account)),
        // Without the hour, which would be another one at every try.
        DbtCloudFailure.BusyUntil { OwnBudget: true } => new(ConnectionVerified.RateLimited, "the operator's own share of calls with this token is spent for the moment; it asks again by itself"),
        DbtCloudFailure.BusyUntil busy => new(ConnectionVerified.RateLimited, $"dbt Cloud asked for silence until {busy.Until.UtcDateTime.ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture)}; the operator asks again then"),
        DbtCloudFailure.Unreachable unreachable => new(ConnectionVerified.Unreachable, $"{Way(unreachable)}; check account.url and the cluster's way out"),
        DbtCloudFailure.TlsFailure tls => new(ConnectionVerified.TlsFailure, $"{Host(account)} shows a certificate that cannot be trusted ({Cause(tls.Cause)}); check account.url, and whether a proxy opens TLS on the way"),
        DbtCloudFailure.NotAllowed => new(Stalled.HostNotAllowed, $"account.url: the operator's policy forbids {Host(account)}"),
        DbtCloudFailure.Unexpected unexpected => new(ConnectionVerified.UnexpectedResponse, $"{Host(account)} answered with {What(unexpected)}; account.url should be the address under which dbt Cloud opens in the browser"),
        _ => new(ConnectionVerified.UnexpectedResponse, $"{Host(account)} gave an answer that is not dbt Cloud's"),
    };

    private static Reason ReasonOf(RefusalReason reason) => reason switch
    {
        RefusalReason.InvalidTokenOrHost => ConnectionVerified.InvalidTokenOrHost,
        RefusalReason.IpNotAllowlisted => ConnectionVerified.IpNotAllowlisted,
        RefusalReason.PlanNotPaid => ConnectionVerified.PlanNotPaid,
        _ => ConnectionVerified.WrongAccount,
    };

    private static string Refusal(RefusalReason reason, DbtAccount account) => reason switch
    {
        RefusalReason.InvalidTokenOrHost => $"{Host(account)} refuses the token (401): it is wrong or expired, or the account lives on another host; compare account.url with the browser's address, then make a new token",
        RefusalReason.IpNotAllowlisted => $"account {account.Id} only admits listed addresses; add the cluster's egress address to its IP restrictions",
        RefusalReason.PlanNotPaid => $"the plan of account {account.Id} has no API access; upgrade it, or use a token of a paid account",
        _ => $"the token does not open account {account.Id}; check account.id against the number in the browser's address, and that the token may view jobs",
    };

    private static string Way(DbtCloudFailure.Unreachable why) => why.Kind switch
    {
        UnreachableKind.Dns => "the host of account.url has no address (DNS)",
        UnreachableKind.ConnectionRefused => "the host of account.url refuses connections",
        UnreachableKind.TimedOut => "the host of account.url did not answer in time",
        UnreachableKind.ServerError => $"dbt Cloud answers with a server error ({why.Status})",
        UnreachableKind.CircuitOpen => "calls to account.url failed too often just now",
        UnreachableKind.Interrupted => "the answer of dbt Cloud broke off",
        _ => "the network does not reach the host of account.url",
    };

    private static string Cause(TlsCause cause) => cause switch
    {
        TlsCause.UntrustedRoot => "signed by an unknown authority",
        TlsCause.NameMismatch => "made out to another name",
        TlsCause.Expired => "out of its time",
        _ => "no common protocol",
    };

    private static string What(DbtCloudFailure.Unexpected why) => why.What switch
    {
        UnexpectedAnswer.Html => "a web page in place of JSON",
        UnexpectedAnswer.BrokenJson => "JSON that is broken",
        UnexpectedAnswer.NoEnvelope => "JSON that is not dbt Cloud's",
        UnexpectedAnswer.TooLarge => "more than the operator reads, in bytes or in entries of a list",
        UnexpectedAnswer.Redirect => $"a redirect to {why.Host}",
        _ => $"the status {why.Status}",
    };

    private static string Host(DbtAccount account) => account.Url.Host;
}
