using k8s.Models;
using Operator.Plan;
using Operator.Reporting;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Plan;

/// <summary>What Flux and kstatus rely on, held on every case.</summary>
public sealed class InvariantTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.All];

    /// <summary>A run that has begun makes another world.</summary>
    public static TheoryData<string> CasesThatStartNoRun =>
        [.. GoldenCase.All.Where(name => GoldenCase.Load(name).Plan.Ingestions.All(planned => planned.Requested is not RequestedRun.Start))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ready_is_there_and_true_only_without_reconciling_and_stalled(string name)
    {
        var conditions = GoldenCase.Load(name).Report.Status.Conditions!;
        var abnormal = conditions.Where(condition => condition.Type is ConditionTypes.Reconciling or ConditionTypes.Stalled).ToList();

        var ready = Assert.Single(conditions, condition => condition.Type == ConditionTypes.Ready);
        Assert.All(abnormal, condition => Assert.Equal(ConditionStatus.True, condition.Status));
        Assert.InRange(abnormal.Count, 0, 1);
        Assert.Equal(abnormal.Count == 0, ready.Status == ConditionStatus.True);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Generations_are_those_of_the_object(string name)
    {
        var golden = GoldenCase.Load(name);
        var generation = golden.Ingestion.Metadata.Generation;
        var isStalled = golden.Plan.Verdict is Verdict.Stalled;

        Assert.Equal(generation, golden.Report.Status.ObservedGeneration);
        Assert.All(golden.Report.Status.Conditions!, condition => Assert.True(condition.ObservedGeneration == generation || (isStalled && condition.ObservedGeneration < generation)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_condition_has_a_reason_of_the_list_a_message_and_a_type_of_its_own(string name)
    {
        var conditions = GoldenCase.Load(name).Report.Status.Conditions!;

        Assert.Equal(conditions.Count, conditions.Select(condition => condition.Type).Distinct().Count());
        Assert.All(conditions, condition => Assert.Contains(Reasons.All, reason => reason.Name == condition.Reason));
        Assert.All(conditions, condition => Assert.NotEqual("", condition.Message));
    }

    [Theory]
    [MemberData(nameof(CasesThatStartNoRun))]
    public void The_same_world_seen_again_changes_nothing_and_is_no_news(string name)
    {
        var golden = GoldenCase.Load(name);
        var again = golden.Ingestion with { Status = golden.Report.Status };
        var refused = golden.Done.Where(one => one.Finding is not null).Select(one => one.Filter).ToList();
        var seen = golden.Seen with { CronJobs = [.. golden.Plan.Ingestions.Select(planned => refused.Contains(planned.Filter) ? planned.Live : planned.Desired ?? planned.Live).OfType<V1CronJob>()] };

        var plan = Planner.Plan(again, seen, golden.Options, golden.Now);
        var report = StatusReport.Of(again, seen, plan, golden.Done, golden.Now);

        Assert.All(plan.Ingestions.Where(planned => planned.Desired is not null && !refused.Contains(planned.Filter)), planned => Assert.True(planned.InSync));
        Assert.Equal(GoldenCase.Text(golden.Report.Status), GoldenCase.Text(report.Status));
        Assert.False(report.Changed);
        Assert.Equal([], report.Notices);
    }
}
