using Operator.Resource;

namespace Operator.Reporting;

/// <summary>Where a person reads what a reason means and how to fix it; messages of trouble end with a link to its entry.</summary>
/// <param name="Address">The page without an anchor.</param>
internal sealed record ReasonsPage(string Address)
{
    /// <summary>The page as it lies in the repository: there is no address that every installation could reach.</summary>
    public static ReasonsPage InTheRepository { get; } = new("docs/reasons.md");

    public string LinkTo(Reason reason) => $"{Address}#{AnchorOf(reason)}";

    /// <summary>Where the events of runs are listed, and the rows of the verification.</summary>
    public string LinkToEvents => $"{Address}#events-of-runs";

    /// <summary>What Markdown makes of the entry's heading. With the condition, since two conditions may share a reason's name.</summary>
    public static string AnchorOf(Reason reason) => $"{reason.Condition}-{reason.Name}".ToLowerInvariant();
}
