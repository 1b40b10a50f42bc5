using Operator.Plan;
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
}
