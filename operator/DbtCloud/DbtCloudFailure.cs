using Operator.Outbound;

namespace Operator.DbtCloud;

/// <summary>
/// Why dbt Cloud gave no answer to work with. <see cref="Refused"/> and <see cref="Unexpected"/> are its verdicts,
/// the rest is trouble on the way.
/// </summary>
internal abstract record DbtCloudFailure
{
    private DbtCloudFailure()
    {
    }

    /// <summary>What a call without an answer means for a question to dbt Cloud.</summary>
    public static DbtCloudFailure From(OutboundFailure failure) => failure switch
    {
        OutboundFailure.BusyUntil busy => new BusyUntil(busy.Until, busy.OwnBudget),
        OutboundFailure.Tls tls => new TlsFailure(tls.Cause),
        OutboundFailure.NotAllowed place => new NotAllowed(place.Why),
        OutboundFailure.TooLarge => new Unexpected(UnexpectedAnswer.TooLarge),
        OutboundFailure.Redirected redirect => new Unexpected(UnexpectedAnswer.Redirect, Host: redirect.ToHost),
        OutboundFailure.Unreachable unreachable => new Unreachable(unreachable.Kind, unreachable.Status),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    internal sealed record Refused(RefusalReason Reason) : DbtCloudFailure;

    /// <summary>Silence was asked for or, with <paramref name="OwnBudget"/>, the operator holds back by itself.</summary>
    internal sealed record BusyUntil(DateTimeOffset Until, bool OwnBudget = false) : DbtCloudFailure;

    internal sealed record Unreachable(UnreachableKind Kind, int? Status = null) : DbtCloudFailure;

    internal sealed record TlsFailure(TlsCause Cause) : DbtCloudFailure;

    internal sealed record NotAllowed(HostRefusal Why) : DbtCloudFailure;

    /// <summary>An answer that dbt Cloud's API does not give. <paramref name="Host"/> is set where it points to another host.</summary>
    internal sealed record Unexpected(UnexpectedAnswer What, int? Status = null, string? Host = null) : DbtCloudFailure;
}

/// <summary>Why dbt Cloud refuses.</summary>
internal enum RefusalReason
{
    /// <summary>401: it says the same of a bad token and of a good one at a host that does not know the account.</summary>
    InvalidTokenOrHost,

    /// <summary>403 or 404: the token belongs to another account, or may not read this one.</summary>
    WrongAccount,

    /// <summary>403: the account only lets listed addresses in.</summary>
    IpNotAllowlisted,

    /// <summary>401: the account's plan has no API.</summary>
    PlanNotPaid,
}

/// <summary>What came in place of an answer.</summary>
internal enum UnexpectedAnswer
{
    /// <summary>A web page: the host is real, but it is not the API's.</summary>
    Html,

    /// <summary>JSON that ends too early or is none.</summary>
    BrokenJson,

    /// <summary>JSON without the envelope that every answer of the API has.</summary>
    NoEnvelope,

    /// <summary>A status code that has no meaning here.</summary>
    Status,

    /// <summary>More bytes, or more entries of a list, than the operator reads.</summary>
    TooLarge,

    /// <summary>A redirect to another host, which the token does not follow.</summary>
    Redirect,
}
