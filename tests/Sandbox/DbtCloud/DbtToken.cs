namespace Sandbox.DbtCloud;

/// <summary>What a token may read.</summary>
internal enum DbtPermission
{
    /// <summary>Everything of the account, its settings too.</summary>
    AccountViewer,

    /// <summary>Jobs, runs, projects and environments, but not the account itself.</summary>
    JobViewer,

    /// <summary>The Discovery API only: nothing of the Administrative API.</summary>
    MetadataOnly,
}

/// <summary>Why a token that exists is refused all the same.</summary>
internal enum DbtRefusal
{
    None,

    /// <summary>The account lives on another host; the answer looks like that to a wrong token.</summary>
    WrongHost,

    UnpaidPlan,

    IpNotAllowlisted,
}

/// <summary>A service token or personal access token of one account.</summary>
internal sealed record DbtToken(string Value, long AccountId)
{
    public DbtPermission Permission { get; init; } = DbtPermission.AccountViewer;

    public DbtRefusal Refusal { get; init; }
}
