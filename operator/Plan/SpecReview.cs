using Operator.Resource;

namespace Operator.Plan;

/// <summary>Finds what only an edit of the spec can cure. The rules are tried in order and the first finding stands.</summary>
internal static class SpecReview
{
    public static Finding? Of(DbtCloudIngestion ingestion, PlanOptions options, IReadOnlyList<string> forbiddenHosts) =>
        RequiredFields.Missing(ingestion)
        ?? Texts.Expanding(ingestion.Spec!)
        ?? Forbidden(forbiddenHosts)
        ?? OwnNames.Taken(ingestion.Spec!)
        ?? Selection.AllOf(ingestion).Select(selection => Schedule(ingestion, selection, options)).FirstOrDefault(finding => finding is not null);

    private static Finding? Forbidden(IReadOnlyList<string> hosts) => hosts.Count == 0
        ? null
        : new Finding(Reasons.Stalled.HostNotAllowed, $"{string.Join(", ", hosts)}: the operator's policy forbids this host. Use an allowed one, or ask the operator's administrator to allow it.");

    private static Finding? Schedule(DbtCloudIngestion ingestion, Selection selection, PlanOptions options)
    {
        ScheduleChoice.OfSpec(ingestion, selection, options, out var finding);
        return finding;
    }
}
