using k8s.Models;
using Operator.Plan;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Plan;

/// <summary>What the value of the annotation asks for.</summary>
public sealed class RunRequestTests
{
    [Theory]
    [InlineData("1764151200")]
    [InlineData("Tue Nov 24 10:00:00 UTC 2026")]
    [InlineData("please, filter")]
    [InlineData("filter=staging 2026-11-24")]
    [InlineData("now filter=")]
    [InlineData("now filter=,")]
    public void Any_text_asks_for_all_filters(string value) => Assert.True(new RunRequest(value).Concerns("marts"));

    [Theory]
    [InlineData("2026-11-24T10:00:00Z filter=marts", true, false)]
    [InlineData("filter=marts", true, false)]
    [InlineData("1764151200  filter=staging,marts ", true, true)]
    [InlineData("1764151200 filter=mart", false, false)]
    public void Names_at_the_end_ask_for_these_alone(string value, bool marts, bool staging)
    {
        var request = new RunRequest(value);

        Assert.Equal((marts, staging), (request.Concerns("marts"), request.Concerns("staging")));
    }

    [Fact]
    public void A_new_request_reads_as_what_it_was_made_of()
    {
        var moment = new DateTimeOffset(2026, 11, 24, 11, 0, 0, 123, TimeSpan.FromHours(1));

        Assert.Equal("2026-11-24T10:00:00.1230000Z", RunRequest.At(moment, []).Value);
        Assert.Equal("2026-11-24T10:00:00.1230000Z filter=marts,staging", RunRequest.At(moment, ["marts", "staging"]).Value);
        Assert.Equal(["marts", "staging"], RunRequest.At(moment, ["marts", "staging"]).Filters);
    }

    [Fact]
    public void A_filter_that_comes_after_the_request_was_answered_has_no_part_in_it()
    {
        const string Asked = "2026-11-24T10:00:00Z";
        var ingestion = new DbtCloudIngestion
        {
            Metadata = new V1ObjectMeta { Name = "analytics", NamespaceProperty = "data", Annotations = new Dictionary<string, string> { [Names.RunAtAnnotation] = Asked } },
            Spec = new IngestionSpec { Filters = [new FilterSpec { Name = "marts" }, new FilterSpec { Name = "late" }] },
            Status = new IngestionStatus
            {
                LastHandledRunAt = Asked,
                Ingestions = [new FilterStatus { Filter = "marts", RequestedRun = new RequestedRunStatus { RequestedAt = Asked, Job = "analytics-marts-1" } }],
            },
        };

        var runs = Selection.AllOf(ingestion).Select(selection => RequestedRun.Of(ingestion, selection, new Observation(), isApplied: true));

        Assert.Equal([new RequestedRun.Started(Asked, "analytics-marts-1"), null], runs);
    }

    /// <summary>What the run verb makes names filters that exist, and the API server takes fifty of forty letters.</summary>
    [Fact]
    public void All_filters_that_there_can_be_fit_into_one_request()
    {
        var filters = Enumerable.Range(0, 50).Select(number => $"{number:d2}{new string('x', 38)}").ToList();
        var ingestion = Asked(RunRequest.At(DateTimeOffset.MaxValue, filters).Value);

        Assert.Equal(filters, Requests.Run(ingestion)!.Filters);
        Assert.Null(Requests.TooLong(ingestion));
    }

    [Fact]
    public void A_longer_value_is_no_request_and_its_filter_says_so_and_repeats_its_beginning_alone()
    {
        var ingestion = Asked("please " + new string('x', 200_000));

        var waits = Assert.IsType<RequestedRun.Waits>(RequestedRun.Of(ingestion, Selection.AllOf(ingestion)[0], new Observation(), isApplied: true));

        Assert.Null(Requests.Run(ingestion));
        Assert.Equal("its value is longer than 2500 characters, and so no request; set a shorter one, such as the time", waits.For);
        Assert.StartsWith("please xxx", waits.Value, StringComparison.Ordinal);
        Assert.Equal(64, waits.Value.Length);
    }

    [Fact]
    public void A_long_value_that_asks_for_a_reconcile_counts_once_and_its_echo_is_short()
    {
        var ingestion = Asked("", reconcile: new string('x', 200_000) + "1");
        var echo = Requests.ReconcileAt(ingestion)!;
        var handled = new IngestionStatus { LastHandledReconcileAt = echo };

        Assert.InRange(echo.Length, 1, 200);
        Assert.True(Requests.IsUnhandled(ingestion));
        Assert.False(Requests.IsUnhandled(ingestion with { Status = handled }));
        Assert.True(Requests.IsUnhandled(Asked("", reconcile: new string('x', 200_000) + "2") with { Status = handled }));
    }

    /// <summary>Anybody may give a Job the name of a request.</summary>
    [Theory]
    [InlineData("now", "CronJob", "analytics", true)]
    [InlineData("earlier", "CronJob", "analytics", false)]
    [InlineData(null, "CronJob", "analytics", false)]
    [InlineData("now", "CronJob", "another", false)]
    [InlineData("now", "Workflow", "analytics", false)]
    public void Only_the_Job_that_was_made_for_a_request_is_its_run(string? request, string kind, string owner, bool isRun)
    {
        var ingestion = Asked("now");
        var selection = Selection.AllOf(ingestion)[0];
        var job = new V1Job
        {
            Metadata = new V1ObjectMeta
            {
                Name = RequestedRun.NameOf(selection, "now"),
                Labels = new Dictionary<string, string> { [Names.IngestionLabel] = "analytics" },
                Annotations = request is null ? null : new Dictionary<string, string> { [Names.RequestedAtAnnotation] = request },
                OwnerReferences = [new V1OwnerReference { Kind = kind, Name = owner, Controller = true }],
            },
        };

        var requested = RequestedRun.Of(ingestion, selection, new Observation { Jobs = [job] }, isApplied: true);

        Assert.Equal(isRun, requested is RequestedRun.Started);
        Assert.Equal(!isRun, requested is RequestedRun.Start);
    }

    private static DbtCloudIngestion Asked(string runAt, string reconcile = "") => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = "analytics",
            NamespaceProperty = "data",
            Annotations = new Dictionary<string, string> { [Names.RunAtAnnotation] = runAt, [Names.ReconcileRequestedAnnotation] = reconcile },
        },
        Spec = new IngestionSpec(),
    };
}
