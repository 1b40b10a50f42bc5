using Operator.Resource;

namespace Operator.Plan;

/// <summary>How the init container that fetches artifacts ended.</summary>
/// <param name="EndReason">The kubelet's word: Completed, Error, OOMKilled, StartError.</param>
/// <param name="Message">What it left; null where it could leave nothing.</param>
/// <param name="EndedAt">By the kubelet's clock.</param>
internal sealed record FetchOutcome(int? ExitCode, string? EndReason, FetchMessage? Message, DateTimeOffset? EndedAt = null)
{
    public bool HasFailed => ExitCode != 0;

    /// <summary>When dbt Cloud asked it for silence, at the latest; null where it did not.</summary>
    public DateTimeOffset? AskedForSilenceAt => Message?.AskedForSilence > 0 ? EndedAt : null;

    /// <summary>By its own word; null where it has none.</summary>
    public Reason? Reason => HasFailed && FetchReason.Named(Message?.Reason) is { } reason
        ? Reasons.LastRunSucceeded.All.First(known => known.Name == reason.Name)
        : null;
}
