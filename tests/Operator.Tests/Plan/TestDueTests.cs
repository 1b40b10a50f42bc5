using Operator.Plan;
using Operator.Reporting;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Plan;

public sealed class TestDueTests
{
    private const string Host = "https://ab123.us1.dbt.com";

    private static readonly DateTimeOffset TestedAt = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_verdict_of_this_spec_and_these_tokens_is_taken_over_whole()
    {
        var kept = GoldenCase.Load("created");

        var due = Decide(Settled(kept), TestedAt.AddMinutes(40));

        var taken = Assert.IsType<TestDue.TakeOver>(due);
        Assert.Equal(Reasons.ConnectionVerified.Verified, taken.Connection.Reason);
        Assert.Equal(TestedAt, taken.Connection.TestedAt);
        Assert.Equal("777", taken.Filters["account"].RecentRun?.Id);
        Assert.Equal(CheckResults.Passed, taken.OpenMetadata.Check?.Result);
    }

    [Fact]
    public void What_is_taken_over_leads_to_the_same_status()
    {
        var golden = GoldenCase.Load("two-filters");
        var ingestion = Settled(golden);
        var taken = Assert.IsType<TestDue.TakeOver>(Decide(ingestion, TestedAt.AddMinutes(1)));
        var seen = golden.Seen with
        {
            Connection = taken.Connection,
            OpenMetadata = taken.OpenMetadata,
            Filters = taken.Filters,
            CronJobs = [.. golden.Desired],
        };

        var plan = Planner.Plan(ingestion, seen, golden.Options, golden.Now);

        Assert.All(plan.Ingestions, planned => Assert.True(planned.InSync));
        Assert.False(StatusReport.Of(ingestion, seen, plan, [], golden.Now).Changed);
    }

    [Theory]
    [InlineData("dbt-uid/8", "bot-uid/9", Host)]
    [InlineData("dbt-uid/7", "bot-uid/10", Host)]
    [InlineData("dbt-uid/7", "bot-uid/9", "https://emea.dbt.com")]
    [InlineData(null, "bot-uid/9", Host)]
    public void Another_token_or_host_is_tested(string? dbt, string? bot, string host)
    {
        Assert.IsType<TestDue.Test>(TestDue.Decide(Settled(GoldenCase.Load("created")), dbt, bot, host, null, TestedAt.AddMinutes(1)));
    }

    [Theory]
    [InlineData("retries")]
    [InlineData("schedule")]
    [InlineData("suspend")]
    public void An_edit_of_what_the_test_does_not_rest_on_keeps_the_verdict(string edited)
    {
        var kept = Settled(GoldenCase.Load("two-filters"));

        Assert.IsType<TestDue.TakeOver>(Decide(Edited(kept, edited), TestedAt.AddMinutes(1)));
    }

    [Theory]
    [InlineData("account")]
    [InlineData("token key")]
    [InlineData("filter")]
    [InlineData("one filter less")]
    [InlineData("database service")]
    [InlineData("image")]
    public void An_edit_of_what_the_test_rests_on_is_tested(string edited)
    {
        var kept = Settled(GoldenCase.Load("two-filters"));

        Assert.IsType<TestDue.Test>(Decide(Edited(kept, edited), TestedAt.AddMinutes(1)));
    }

    [Fact]
    public void A_verdict_is_tested_again_within_its_interval()
    {
        Assert.IsType<TestDue.Test>(Decide(Settled(GoldenCase.Load("created")), TestedAt.AddHours(1)));
    }

    [Fact]
    public void A_refusal_is_tested_again_sooner()
    {
        var ingestion = Settled(GoldenCase.Load("token-refused"));

        Assert.IsType<TestDue.TakeOver>(Decide(ingestion, TestedAt.AddMinutes(4)));
        Assert.IsType<TestDue.Test>(Decide(ingestion, TestedAt.AddMinutes(5)));
    }

    [Fact]
    public void A_verdict_that_only_stands_is_tested_again_at_once()
    {
        Assert.IsType<TestDue.Test>(Decide(Settled(GoldenCase.Load("unreachable-later-keeps-verdict")), TestedAt.AddMinutes(1)));
    }

    [Fact]
    public void A_run_that_has_just_failed_is_a_reason_to_test_at_once()
    {
        var ingestion = Settled(GoldenCase.Load("created"));

        Assert.IsType<TestDue.TakeOver>(Decide(ingestion, TestedAt.AddMinutes(1)));
        var due = Assert.IsType<TestDue.Test>(TestDue.Decide(ingestion, "dbt-uid/7", "bot-uid/9", Host, null, TestedAt.AddMinutes(1), runFailed: true));
        Assert.False(due.IsRoutine);
        Assert.Equal(Reasons.ConnectionVerified.Verified, due.Kept?.Connection.Reason);
    }

    [Fact]
    public void A_request_is_handled_once()
    {
        var golden = GoldenCase.Load("asked-to-reconcile");

        Assert.IsType<TestDue.Test>(Decide(golden.Ingestion, TestedAt.AddMinutes(-10)));
        Assert.IsType<TestDue.TakeOver>(Decide(Settled(golden), TestedAt.AddMinutes(1)));
    }

    [Fact]
    public void A_thousand_resources_do_not_stay_together()
    {
        var seconds = Enumerable.Range(0, 1000).Select(i => Timing.VerdictLifetime(new DbtCloudIngestion { Metadata = new() { Uid = $"uid-{i}" } }, verified: true).TotalSeconds).ToList();

        Assert.All(seconds, lifetime => Assert.InRange(lifetime, 2880, 3600));
        Assert.InRange(seconds.Distinct().Count(), 400, 720);
    }

    [Theory]
    [InlineData(true, 12)]
    [InlineData(false, 1)]
    public void Of_those_that_were_tested_at_one_moment_no_part_of_the_last_fifth_gets_much_more_than_its_share(bool verified, int minutes)
    {
        var shareOfOne = 1.0 / 12;
        var slots = Enumerable.Range(0, 1000)
            .Select(i => Timing.VerdictLifetime(new DbtCloudIngestion { Metadata = new() { Uid = $"uid-{i}" } }, verified).TotalSeconds)
            .GroupBy(seconds => (int)(seconds * 12 / (minutes * 60)))
            .Select(slot => slot.Count() / 1000.0)
            .ToList();

        Assert.InRange(slots.Count, 12, 13);
        Assert.All(slots, share => Assert.InRange(share, 0, 1.4 * shareOfOne));
    }

    [Fact]
    public void What_is_tested_again_only_because_of_its_age_is_routine_and_keeps_its_verdict_meanwhile()
    {
        var ingestion = Settled(GoldenCase.Load("created"));

        var aged = Assert.IsType<TestDue.Test>(Decide(ingestion, TestedAt.AddHours(1)));
        var changed = Assert.IsType<TestDue.Test>(TestDue.Decide(ingestion, "dbt-uid/8", "bot-uid/9", Host, null, TestedAt.AddMinutes(1)));

        Assert.True(aged.IsRoutine);
        Assert.Equal(Reasons.ConnectionVerified.Verified, aged.Kept?.Connection.Reason);
        Assert.False(changed.IsRoutine);
        Assert.Null(changed.Kept);
    }

    [Fact]
    public void What_is_wrong_in_OpenMetadata_is_asked_again_after_five_minutes_and_dbt_Cloud_is_not()
    {
        var ingestion = Settled(GoldenCase.Load("database-service-missing"));

        Assert.IsType<TestDue.TakeOver>(Decide(ingestion, TestedAt.AddMinutes(9), askedAt: TestedAt.AddMinutes(5)));
        var due = Assert.IsType<TestDue.OpenMetadataAlone>(Decide(ingestion, TestedAt.AddMinutes(10), askedAt: TestedAt.AddMinutes(5)));
        Assert.Equal((Reasons.ConnectionVerified.Verified, TestedAt), (due.Connection.Reason, due.Connection.TestedAt));
        Assert.Equal("777", due.Filters["account"].RecentRun?.Id);
    }

    [Fact]
    public void After_a_restart_what_was_wrong_in_OpenMetadata_is_looked_at_first() =>
        Assert.IsType<TestDue.OpenMetadataAlone>(Decide(Settled(GoldenCase.Load("database-service-missing")), TestedAt.AddMinutes(1)));

    [Theory]
    [InlineData("openmetadata-down-keeps-verdict")]
    [InlineData("version-mismatch")]
    public void What_only_stands_or_does_not_fit_is_asked_again_as_well(string name) =>
        Assert.IsType<TestDue.OpenMetadataAlone>(Decide(Settled(GoldenCase.Load(name)), TestedAt.AddMinutes(10), askedAt: TestedAt.AddMinutes(5)));

    [Theory]
    [InlineData("bot-token-expires-soon")]
    [InlineData("duplicate-pipeline")]
    public void A_warning_waits_for_the_next_test(string name) =>
        Assert.IsType<TestDue.TakeOver>(Decide(Settled(GoldenCase.Load(name)), TestedAt.AddMinutes(40)));

    [Fact]
    public void A_CA_bundle_that_has_changed_is_tested()
    {
        var golden = GoldenCase.Load("created");
        var bundle = new KeySeen(Reasons.SecretsResolved.Resolved, "ca-uid/3");
        var seen = golden.Seen with { CaBundle = bundle };
        var plan = Planner.Plan(golden.Ingestion, seen, golden.Options, golden.Now);
        var settled = golden.Ingestion with { Status = StatusReport.Of(golden.Ingestion, seen, plan, [], golden.Now).Status };

        Assert.IsType<TestDue.TakeOver>(DecideWith("ca-uid/3"));
        Assert.IsType<TestDue.Test>(DecideWith("ca-uid/4"));
        Assert.IsType<TestDue.Test>(DecideWith(null));

        TestDue DecideWith(string? revision) => TestDue.Decide(settled, "dbt-uid/7", "bot-uid/9", Host, null, TestedAt.AddMinutes(1), caBundleRevision: revision);
    }

    private static TestDue Decide(DbtCloudIngestion ingestion, DateTimeOffset now, DateTimeOffset? askedAt = null) =>
        TestDue.Decide(ingestion, "dbt-uid/7", "bot-uid/9", Host, askedAt, now);

    private static DbtCloudIngestion Edited(DbtCloudIngestion kept, string edited)
    {
        var spec = kept.Spec!;
        kept.Metadata.Generation = 2;
        kept.Spec = edited switch
        {
            "retries" => spec with { Run = (spec.Run ?? new()) with { Retries = 3 } },
            "schedule" => spec with { Schedule = new() { Cron = "5 4 * * *" }, Filters = [.. spec.Filters!.Select(filter => filter with { Schedule = new() { Cron = "6 4 * * *" } })] },
            "suspend" => spec with { Suspend = true },
            "account" => spec with { Account = spec.Account! with { Id = new DbtId("54321") } },
            "token key" => spec with { Account = spec.Account! with { TokenSecretRef = spec.Account.TokenSecretRef! with { Key = "other" } } },
            "filter" => spec with { Filters = [spec.Filters![0] with { JobId = new DbtId("99") }, .. spec.Filters.Skip(1)] },
            "one filter less" => spec with { Filters = [spec.Filters![0]] },
            "database service" => spec with { OpenMetadata = spec.OpenMetadata! with { DatabaseService = "another" } },
            "image" => spec with { Run = (spec.Run ?? new()) with { Image = "registry.example.com/ingestion:1.12.0" } },
            _ => throw new ArgumentOutOfRangeException(nameof(edited)),
        };
        return kept;
    }

    private static DbtCloudIngestion Settled(GoldenCase golden) => golden.Ingestion with { Status = golden.Report.Status };
}
