using System.Text.Json.Nodes;
using Operator.Plan;
using Operator.Resource;
using Operator.Tests.Plan;
using Xunit;

namespace Operator.Tests.GitOps;

/// <summary>What Flux waits for with <c>wait: true</c>, on every status of the cases.</summary>
public sealed class KstatusTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.All];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Only_an_edit_cures_what_has_failed_and_only_what_is_Ready_is_current(string name)
    {
        var known = KnownStatus.OfCase(name);
        var expected = GoldenCase.Load(name).Plan.Verdict is Verdict.Stalled ? Kstatus.Failed
            : (string?)known.Ready!["status"] == ConditionStatus.True ? Kstatus.Current
            : Kstatus.InProgress;

        Assert.Equal(expected, Kstatus.Of(known.Resource));
    }

    [Fact]
    public void Every_class_is_among_the_cases() =>
        Assert.Equal([Kstatus.Current, Kstatus.Failed, Kstatus.InProgress], KnownStatus.OfCases.Select(known => Kstatus.Of(known.Resource)).Distinct().Order());

    [Theory]
    [InlineData("run-out-of-memory")]
    [InlineData("stale-after-failures")]
    [InlineData("suspended")]
    [InlineData("run-vanished")]
    public void How_a_run_went_holds_nobody_up(string name) => Assert.Equal(Kstatus.Current, Kstatus.Of(KnownStatus.OfCase(name).Resource));

    [Fact]
    public void A_resource_that_the_operator_has_not_seen_is_in_progress_thanks_to_the_default_of_its_status()
    {
        var fresh = KnownStatus.OfCase("in-sync").With(resource => resource["status"] = new JsonObject { ["observedGeneration"] = -1 });

        Assert.Equal(Kstatus.InProgress, Kstatus.Of(fresh.Resource));
        Assert.Equal(Kstatus.Current, Kstatus.Of(fresh.With(resource => resource.Remove("status")).Resource));
    }

    [Fact]
    public void An_edit_is_in_progress_until_the_operator_has_looked_at_it() =>
        Assert.Equal(Kstatus.InProgress, Kstatus.Of(KnownStatus.OfCase("in-sync").With(resource => resource["metadata"]!["generation"] = 99).Resource));

    [Fact]
    public void One_that_is_being_deleted_is_terminating() =>
        Assert.Equal(Kstatus.Terminating, Kstatus.Of(KnownStatus.OfCase("in-sync").With(resource => resource["metadata"]!["deletionTimestamp"] = "2026-11-24T10:00:00Z").Resource));
}
