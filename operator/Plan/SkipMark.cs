using Operator.Resource;

namespace Operator.Plan;

/// <summary>By which mark the next pod may find that there is nothing new.</summary>
internal static class SkipMark
{
    /// <summary>That of what was ingested last; while it is not known whether it has arrived, the one from before.</summary>
    public static string? Of(FilterStatus? known, RunHistory history, ArrivalSeen? arrival)
    {
        var retry = known?.Verification is { Retry: { } owed } open && open.RunId == history.LastProof?.RunId ? owed : null;
        var isOpen = arrival is null ? retry is not null : arrival.Trouble is { MayPass: true };
        return !isOpen ? history.LastIngested?.Mark : retry is null ? known?.LastIngested?.Mark : retry.Before?.LastIngested?.Mark;
    }
}
