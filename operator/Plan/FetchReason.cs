namespace Operator.Plan;

/// <summary>Why artifacts could not be brought: a closed list, with the exit code of the container that tried.</summary>
/// <param name="Name">CamelCase, as it stands in the termination message.</param>
/// <param name="IsFinal">Another try of the same pod cannot help.</param>
internal sealed record FetchReason(string Name, bool IsFinal)
{
    public static readonly FetchReason ArtifactsUnavailable = new("ArtifactsUnavailable", IsFinal: false);
    public static readonly FetchReason ArtifactsInvalid = new("ArtifactsInvalid", IsFinal: true);
    public static readonly FetchReason NoSuccessfulRun = new("NoSuccessfulRun", IsFinal: true);
    public static readonly FetchReason InvalidTokenOrHost = new("InvalidTokenOrHost", IsFinal: true);
    public static readonly FetchReason WrongAccount = new("WrongAccount", IsFinal: true);
    public static readonly FetchReason IpNotAllowlisted = new("IpNotAllowlisted", IsFinal: true);
    public static readonly FetchReason RateLimited = new("RateLimited", IsFinal: false);
    public static readonly FetchReason Unreachable = new("Unreachable", IsFinal: false);

    public static readonly IReadOnlyList<FetchReason> All =
        [ArtifactsUnavailable, ArtifactsInvalid, NoSuccessfulRun, InvalidTokenOrHost, WrongAccount, IpNotAllowlisted, RateLimited, Unreachable];

    /// <summary>3: a later try may help; 4: final, so that a pod failure policy can end the Job.</summary>
    public int ExitCode => IsFinal ? 4 : 3;

    public static FetchReason? Named(string? name) => All.FirstOrDefault(reason => reason.Name == name);

    public override string ToString() => Name;
}
