using Operator.Plan;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Plan;

public sealed class TestFindingsTests
{
    private static readonly Observation Refused = new()
    {
        Connection = new ConnectionSeen(
            Reasons.ConnectionVerified.InvalidTokenOrHost, null, [new CheckSeen(CheckNames.AccountAccess, CheckResults.Failed, Reasons.ConnectionVerified.InvalidTokenOrHost, "the token is refused")]),
        OpenMetadata = new OpenMetadataSeen(null, null, new CheckSeen(CheckNames.BotToken, CheckResults.Failed, Reasons.OpenMetadataVerified.TokenExpired, "the bot's token has expired")),
    };

    [Theory]
    [InlineData(nameof(LogCause.NoDbtRun), "the token is refused")]
    [InlineData(nameof(LogCause.Unknown), "the token is refused")]
    [InlineData(nameof(LogCause.OpenMetadataTokenRefused), "the bot's token has expired")]
    [InlineData(nameof(LogCause.DocumentRefused), null)]
    public void A_cause_is_explained_by_the_side_that_it_concerns(string cause, string? finding) =>
        Assert.Equal(finding, TestFindings.On(Enum.Parse<LogCause>(cause), Refused, null));

    [Fact]
    public void Trouble_on_the_way_explains_nothing()
    {
        var unreachable = new Observation { Connection = new ConnectionSeen(Reasons.ConnectionVerified.Unreachable, null, [new CheckSeen(CheckNames.ApiConnectivity, CheckResults.Unknown, null, "no answer")]) };

        Assert.Null(TestFindings.On(LogCause.NoDbtRun, unreachable, null));
    }

    [Fact]
    public void A_filter_without_a_run_explains_that_there_was_none()
    {
        Assert.Equal("job 1 is not there", TestFindings.On(LogCause.NoDbtRun, new Observation(), new FilterSeen(Reasons.RecentRunFound.JobNotFound, "job 1 is not there", null)));
        Assert.Null(TestFindings.On(LogCause.NoDbtRun, new Observation(), new FilterSeen(Reasons.RecentRunFound.CiJob, "job 1 is a CI job", null)));
    }

    [Fact]
    public void A_manifest_that_is_missing_is_explained_by_the_command_that_makes_it()
    {
        var seen = new FilterSeen(Reasons.RecentRunFound.RunFound, "", null, Artifacts: new CheckSeen(CheckNames.Artifacts, CheckResults.Failed, Reasons.RecentRunFound.ArtifactsMissing, "add dbt build to job 1"));

        Assert.Equal("add dbt build to job 1", TestFindings.On(LogCause.ManifestMissing, new Observation(), seen));
        Assert.Null(TestFindings.On(LogCause.NoDbtRun, new Observation(), seen));
    }
}
