using Operator.Resource;

namespace Operator.Plan;

/// <summary>How the init container that fetches artifacts ended.</summary>
/// <param name="EndReason">The kubelet's word: Completed, Error, OOMKilled, StartError.</param>
/// <param name="Message">What it left; null where it could leave nothing.</param>
internal sealed record FetchOutcome(int? ExitCode, string? EndReason, FetchMessage? Message)
{
    public bool HasFailed => ExitCode != 0;

    /// <summary>By its own word; null where it has none.</summary>
    public Reason? Reason => HasFailed && FetchReason.Named(Message?.Reason) is { } reason
        ? Reasons.LastRunSucceeded.All.First(known => known.Name == reason.Name)
        : null;
}
