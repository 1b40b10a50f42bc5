using Operator.Plan;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Plan;

public sealed class StepCountsTests
{
    [Fact]
    public void Each_step_says_what_it_counted_and_leaves_out_what_it_did_not() => Assert.Equal(
        "12 records updated, 3 warnings, 1 error in step dbt; 27 records, 4 records filtered in step OpenMetadata",
        StepCounts.InWords([new("dbt", 0, 12, 3, 1, 0), new("OpenMetadata", 27, 0, 0, 0, 4)]));

    [Fact]
    public void A_run_that_counted_nothing_has_nothing_to_say() => Assert.Equal("", StepCounts.InWords([new("dbt", 0, 0, 0, 0, -1)]));

    [Fact]
    public void A_name_from_far_away_is_not_repeated_and_many_steps_stay_a_few()
    {
        var words = StepCounts.InWords([.. Enumerable.Range(0, 50).Select(_ => new StepCount("dbtc_a-token", 1, 0, 0, 0, 0))]);

        Assert.Equal("1 record in another step; 1 record in another step; 1 record in another step", words);
    }

    [Fact]
    public void Every_result_that_OpenMetadata_tells_comes_with_its_counts()
    {
        Assert.Equal("Job a succeeded. It counted 25 records, 3 warnings in step dbt.", MessageOf("success", Reasons.LastRunSucceeded.Succeeded, "Complete"));
        Assert.EndsWith("It counted 25 records, 3 warnings in step dbt.", MessageOf("partialSuccess", Reasons.LastRunSucceeded.PartialSuccess, "Complete"), StringComparison.Ordinal);
        Assert.EndsWith("It counted 25 records, 3 warnings in step dbt.", MessageOf("failed", Reasons.LastRunSucceeded.Failed, "Failed"), StringComparison.Ordinal);
    }

    private static string? MessageOf(string state, Reason reason, string end) => RunMessage.Of(
        reason, Jobs.Of("a", 0, end), new OutcomeSeen(new PodOutcome { ExitCode = 0 }, state) { Counts = [new("dbt", 25, 0, 3, 0, 0)] }, null, _ => null);
}
