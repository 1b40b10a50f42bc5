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

    /// <summary>A later try may help.</summary>
    public const int PassingExitCode = 3;

    /// <summary>A pod failure policy ends the Job at this.</summary>
    public const int FinalExitCode = 4;

    /// <summary>The command line was not understood, so it was written by another version.</summary>
    public const int WrongUsageExitCode = 2;

    public int ExitCode => IsFinal ? FinalExitCode : PassingExitCode;

    public static FetchReason? Named(string? name) => All.FirstOrDefault(reason => reason.Name == name);

    public override string ToString() => Name;
}
