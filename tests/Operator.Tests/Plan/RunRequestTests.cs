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
}
