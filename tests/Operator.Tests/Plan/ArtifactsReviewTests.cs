using Operator.Plan;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Plan;

public sealed class ArtifactsReviewTests
{
    private const string Image12 = "docker.getcollate.io/openmetadata/ingestion-base:1.12.14";
    private const string Image13 = "docker.getcollate.io/openmetadata/ingestion-base:1.13.6";
    private const string Image20 = "docker.getcollate.io/openmetadata/ingestion-base:2.0.7";
    private static readonly string[] All = ["catalog.json", "manifest.json", "run_results.json", "compiled/shop/models/orders.sql"];
    private static readonly string[] DocsLast = ["dbt source freshness", "dbt run", "dbt test", "dbt docs generate"];

    [Theory]
    [InlineData(Image12)]
    [InlineData(Image20)]
    [InlineData(null)]
    public void A_run_that_builds_and_leaves_everything_passes_with_every_version_but_1_13(string? image)
    {
        var check = Review(All, ["dbt deps", "dbt build", "dbt docs generate --no-compile"], image);

        Assert.Equal(new CheckSeen(CheckNames.Artifacts, CheckResults.Passed), check);
    }

    [Fact]
    public void Version_1_13_drops_what_passes_and_the_other_mode_is_the_cure()
    {
        var check = Review(All, ["dbt build"], Image13);

        Assert.Equal((CheckResults.Warning, Reasons.RecentRunFound.TestResultsMissing), (check.Result, check.Reason));
        Assert.Contains("set artifacts.mode to Staged", check.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dbt build", "dbt docs generate")]
    [InlineData("dbt test", "dbt run")]
    public void Fetched_step_by_step_the_order_of_the_steps_does_not_matter(string first, string last) =>
        Assert.Equal(new CheckSeen(CheckNames.Artifacts, CheckResults.Passed), Staged(All, [first, last]));

    [Fact]
    public void Fetched_step_by_step_a_run_without_tests_brings_none()
    {
        var check = Staged(All, ["dbt run", "dbt docs generate"]);

        Assert.Equal((CheckResults.Warning, Reasons.RecentRunFound.TestResultsMissing), (check.Result, check.Reason));
        Assert.Equal("no step of run 777 runs tests, so no test result arrives; add dbt test to job 54321", check.Message);
    }

    [Fact]
    public void A_catalog_of_another_job_is_not_missed() =>
        Assert.Equal(CheckResults.Passed, Staged(["manifest.json", "run_results.json"], ["dbt build"], bringsCatalog: true).Result);

    [Fact]
    public void A_missing_catalog_names_the_command_and_the_job_and_what_is_lost()
    {
        var check = Review(["manifest.json", "run_results.json"], ["dbt build"], Image13);

        Assert.Equal((CheckResults.Warning, Reasons.RecentRunFound.ArtifactsMissing), (check.Result, check.Reason));
        Assert.Equal("run 777 has no catalog.json, so the types of columns stay unknown; add dbt docs generate to job 54321", check.Message);
    }

    [Fact]
    public void Both_missing_are_told_in_one_sentence()
    {
        var check = Review(["manifest.json"], ["dbt parse"], Image13);

        Assert.Equal(
            "run 777 has no run_results.json, so no test result arrives; add dbt test to job 54321; it has no catalog.json, so the types of columns stay unknown; add dbt docs generate to job 54321",
            check.Message);
    }

    [Fact]
    public void Without_a_manifest_no_ingestion_can_succeed()
    {
        var check = Review([], [], Image13);

        Assert.Equal((CheckResults.Failed, Reasons.RecentRunFound.ArtifactsMissing), (check.Result, check.Reason));
        Assert.Contains("add dbt build (or dbt run) to job 54321", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Docs_behind_the_tests_make_1_12_show_failed_tests_as_passed()
    {
        var check = Review(All, DocsLast, Image12);

        Assert.Equal((CheckResults.Warning, Reasons.RecentRunFound.TestResultsUnreliable), (check.Result, check.Reason));
        Assert.Contains("version 1.12 of the ingestion shows failed tests as passed", check.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Image13)]
    [InlineData(null)]
    public void Docs_behind_the_tests_leave_later_versions_without_results(string? image)
    {
        var check = Review(All, DocsLast, image);

        Assert.Equal((CheckResults.Warning, Reasons.RecentRunFound.TestResultsMissing), (check.Result, check.Reason));
        Assert.Contains("--no-compile", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Version_2_asks_for_the_results_of_each_step() => Assert.Equal(CheckResults.Passed, Review(All, DocsLast, Image20).Result);

    [Theory]
    [InlineData(Image13)]
    [InlineData(Image20)]
    public void A_job_without_tests_is_told_to_run_them(string image)
    {
        var check = Review(All, ["dbt run", "dbt docs generate --no-compile"], image);

        Assert.Equal(Reasons.RecentRunFound.TestResultsMissing, check.Reason);
        Assert.Contains("add dbt test to job 54321", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_which_may_hold_secrets_are_not_repeated()
    {
        var check = Review(All, ["dbt test", "dbt docs generate --vars {password: hunter2}"], Image12);

        Assert.DoesNotContain("hunter2", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_run_whose_steps_are_unknown_the_files_decide() => Assert.Equal(CheckResults.Passed, Review(All, [], Image13).Result);

    private static CheckSeen Staged(string[] files, string[] commands, bool bringsCatalog = false) =>
        ArtifactsReview.OfStaged(new RunLeft(new DbtRunSeen("777", "54321", "Success", null, null, null), files, commands), bringsCatalog);

    private static CheckSeen Review(string[] files, string[] commands, string? image) =>
        ArtifactsReview.Of(new RunLeft(new DbtRunSeen("777", "54321", "Success", null, null, null), files, commands), image);
}
