using k8s.Models;
using Operator.Plan;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Plan;

public sealed class VerificationTests
{
    private static readonly DateTimeOffset Now = new(Jobs.Start.AddMinutes(30));

    [Fact]
    public void The_run_whose_success_is_news_is_looked_at_in_the_same_pass() =>
        Assert.Equal(["new"], Due(Known("old", verified: "old"), "old", "new"));

    [Fact]
    public void A_run_is_looked_at_once() => Assert.Empty(Due(Known("old", verified: "old"), "old"));

    [Fact]
    public void A_success_that_nobody_looked_at_is_looked_at_later() => Assert.Equal(["old"], Due(Known("old", verified: null), "old"));

    [Fact]
    public void A_success_whose_Job_is_gone_is_looked_at_all_the_same() => Assert.Equal(["old"], Due(Known("old", verified: null)));

    [Fact]
    public void A_run_that_failed_or_was_skipped_keeps_what_was_seen_of_the_success_before_it()
    {
        foreach (var result in (string[])["Failed", "Skipped", "Running"])
        {
            Assert.Empty(Due(Known("newer", verified: "older", result), "older"));
        }
    }

    [Fact]
    public void Without_an_answer_it_is_asked_again_at_its_time_and_not_before()
    {
        Assert.Empty(Due(Known("old", verified: "old", retryAt: Now.AddSeconds(1)), "old"));
        Assert.Equal(["old"], Due(Known("old", verified: "old", retryAt: Now), "old"));
    }

    [Fact]
    public void Who_does_not_want_it_is_not_asked_for_it() =>
        Assert.Empty(VerificationDue.Of(Ingestion(null, isOn: false), new Observation { Jobs = [Jobs.Of("new", 0, "Complete")] }, Now));

    [Fact]
    public void Attempts_grow_apart_and_have_an_end()
    {
        var known = Known("old", verified: null);
        List<double?> pauses = [];
        var now = Now;
        while (pauses.Count < 6)
        {
            known = known with { Verification = PlannedAt(now, known, Unanswered).Verification };
            pauses.Add((known.Verification!.Retry?.NextAt - now)?.TotalMinutes);
            if (known.Verification.Retry is null)
            {
                break;
            }

            now = known.Verification.Retry.NextAt!.Value;
        }

        Assert.Equal([5, 10, 20, 40, null], pauses);
        Assert.All(known.Verification!.Checks!.Skip(2), row => Assert.Equal("Unknown", row.Result));
    }

    [Fact]
    public void Until_it_is_known_what_arrived_the_next_pod_compares_with_what_did()
    {
        var known = Known("old", verified: null) with { LastIngested = new IngestedStatus { Job = "before", Mark = "1 1 a" } };

        Assert.Equal("1 1 a", Planned(known, Unanswered, "old", "new").Runs.Mark);
        Assert.Null(Planned(known, Jobs.Arrived(true), "old", "new").Runs.Mark);
    }

    [Fact]
    public void A_verdict_that_comes_late_counts_where_nobody_knows_any_more_what_was_before()
    {
        var known = Known("old", verified: null) with { LastIngested = new IngestedStatus { Job = "old", Mark = "1 1 a" } };

        var runs = Planned(known, Jobs.Arrived(false), "old").Runs;

        Assert.Equal(("NothingMatched", 1, null), (runs.LastRun?.Result, runs.ConsecutiveFailures, runs.Mark));
        Assert.Equal("NothingMatched", Assert.Single(runs.News).Result);
    }

    [Fact]
    public void That_a_run_brought_nothing_is_not_forgotten_while_the_next_goes_on()
    {
        var known = Known("old", verified: null);
        var nothing = Planned(known, Jobs.Arrived(false), "old");
        known = known with { LastRun = new RunStatus { Job = "new", RunId = "uid-of-new", Result = "Running", StartTime = Now }, Verification = nothing.Verification, ConsecutiveFailures = 1 };

        var later = Runs.Of(Ingestion(known), Selection.AllOf(Ingestion(known))[0], new Observation { Jobs = [Jobs.Of("old", 0, "Complete"), Jobs.Of("new", 29, null)] }, null);

        Assert.Equal(("NothingMatched", 1), (later.LastEnded?.Result, later.ConsecutiveFailures));
        Assert.Equal(nothing.Runs.LastRun?.Message, later.LastEnded?.Message);
    }

    [Fact]
    public void Models_come_from_all_schemas_in_turn_and_those_that_filters_leave_out_do_not_come()
    {
        FetchedModel[] models = [new("a", "stg", "s1"), new("a", "stg", "s2"), new("a", "DBT_me", "s3"), new("a", "marts", "m1"), new("a", "marts", "tmp_x"), new("a", "stg", null)];
        var options = new OptionsSpec
        {
            SchemaFilter = new PatternFilter { Excludes = ["^dbt_.*"] },
            TableFilter = new PatternFilter { Includes = ["m", "s", "(?P<only>python)"], Excludes = ["tmp_"] },
        };

        Assert.Equal(["s1", "m1", "s2"], LookedFor.Of(options, models).Select(model => model.Alias));
    }

    private static ArrivalSeen Unanswered => Jobs.Arrived() with { Trouble = new("OpenMetadata does not answer", MayPass: true) };

    private static IEnumerable<string?> Due(FilterStatus? known, params string[] jobs) =>
        VerificationDue.Of(Ingestion(known), new Observation { Jobs = All(jobs) }, Now).Select(due => due.Run.Job);

    /// <summary>The newest of the Jobs is the one that OpenMetadata was asked about.</summary>
    private static PlannedIngestion Planned(FilterStatus known, ArrivalSeen arrival, params string[] jobs) => PlannedAt(Now, known, arrival, jobs);

    private static PlannedIngestion PlannedAt(DateTimeOffset now, FilterStatus known, ArrivalSeen arrival, params string[] jobs)
    {
        var seen = new Observation
        {
            Jobs = All(jobs),
            Outcomes = new Dictionary<string, OutcomeSeen> { [$"uid-of-{jobs.LastOrDefault() ?? known.LastRun!.Job}"] = new(null, null) { Arrival = arrival } },
        };
        return Planner.Plan(Ingestion(known), seen, new PlanOptions(), now).Ingestions.Single();
    }

    private static V1Job[] All(string[] jobs) => [.. jobs.Select((name, place) => Jobs.Of(name, place * 10, "Complete"))];

    private static FilterStatus Known(string last, string? verified, string result = "Succeeded", DateTimeOffset? retryAt = null) => new()
    {
        Filter = "account",
        LastRun = new RunStatus { Job = last, RunId = $"uid-of-{last}", Result = result, StartTime = new(Jobs.Start), CompletionTime = result == "Running" ? null : new(Jobs.Start.AddMinutes(1)) },
        Verification = verified is null ? null : new VerificationStatus { Job = verified, RunId = $"uid-of-{verified}", Retry = retryAt is null ? null : new VerificationRetryStatus { Attempts = 1, NextAt = retryAt } },
    };

    private static DbtCloudIngestion Ingestion(FilterStatus? known, bool isOn = true) => new()
    {
        Metadata = new V1ObjectMeta { Name = "analytics", NamespaceProperty = "data" },
        Spec = new IngestionSpec
        {
            Account = new AccountSpec { Url = "https://ab123.us1.dbt.com", Id = new DbtId("1") },
            OpenMetadata = new OpenMetadataSpec { Url = "http://om", DatabaseService = "production-snowflake" },
            Schedule = new ScheduleSpec { Cron = "0 * * * *" },
            Verification = new VerificationSpec { Enabled = isOn },
        },
        Status = known is null ? null : new IngestionStatus { Ingestions = [known] },
    };
}
