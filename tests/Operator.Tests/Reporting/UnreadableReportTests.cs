using k8s.Models;
using Operator.Reporting;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Reporting;

/// <summary>What an ingestion that cannot be read finds in its status.</summary>
public sealed class UnreadableReportTests
{
    private static readonly DateTimeOffset Then = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_is_stalled_and_no_longer_ready_and_what_else_was_told_stays()
    {
        var report = Of(Known(new IngestionStatus
        {
            ObservedGeneration = 1,
            Conditions = [Said("Ready", "True", "Succeeded"), Said("Reconciling", "True", "Progressing"), Said("SecretsResolved", "True", "Resolved")],
        }));

        Assert.True(report.Changed);
        Assert.Equal(
            ["Ready=False InvalidSpec", "Stalled=True InvalidSpec", "SecretsResolved=True Resolved"],
            report.Status.Conditions!.Select(condition => $"{condition.Type}={condition.Status} {condition.Reason}"));
        Assert.Equal(2, report.Status.ObservedGeneration);
        Assert.StartsWith(
            "The object cannot be read: it is nested deeper than 64 levels, at $.spec.run.affinity. Apply it again without that.",
            report.Status.Conditions![1].Message,
            StringComparison.Ordinal);
        Assert.Equal(["InvalidSpec"], report.Notices.Select(notice => notice.Reason));
    }

    [Fact]
    public void What_is_told_already_is_not_told_again_however_late_it_is()
    {
        var first = Of(Known(null));

        var second = Of(Known(first.Status), Then.AddDays(1));

        Assert.False(second.Changed);
        Assert.Empty(second.Notices);
    }

    [Fact]
    public void Another_generation_with_the_same_trouble_is_told()
    {
        var first = Of(Known(null));

        Assert.True(Of(Known(first.Status, generation: 3)).Changed);
    }

    private static Report Of(DbtCloudIngestion known, DateTimeOffset? now = null) =>
        UnreadableReport.Of(known, "it is nested deeper than 64 levels", "$.spec.run.affinity", ReasonsPage.InTheRepository, now ?? Then);

    private static DbtCloudIngestion Known(IngestionStatus? status, long generation = 2) => new()
    {
        Metadata = new V1ObjectMeta { NamespaceProperty = "data", Name = "deep", Generation = generation },
        Status = status,
    };

    private static Condition Said(string type, string status, string reason) =>
        new() { Type = type, Status = status, Reason = reason, Message = "", ObservedGeneration = 1, LastTransitionTime = Then };
}
