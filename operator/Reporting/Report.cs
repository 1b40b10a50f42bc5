using Operator.Resource;

namespace Operator.Reporting;

/// <summary>What a reconcile leaves behind: the whole status, whether it differs from the one that was read, and what is worth an event.</summary>
internal sealed record Report(IngestionStatus Status, bool Changed, IReadOnlyList<Notice> Notices);
