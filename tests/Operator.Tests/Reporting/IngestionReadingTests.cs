using Operator.Reporting;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Reporting;

public sealed class IngestionReadingTests
{
    [Fact]
    public void A_settled_status_says_it_all()
    {
        Assert.Equal(new IngestionReading(true, true, Reasons.LastRunSucceeded.Succeeded, 1_000_000, 2_000_000, true, false), IngestionReading.Of(Statuses.Settled));
    }

    [Fact]
    public void Nothing_is_made_up_for_a_status_that_says_nothing()
    {
        Assert.Equal(default, IngestionReading.Of(new IngestionStatus()));
    }

    [Theory]
    [InlineData("Verified", true)]
    [InlineData("InvalidTokenOrHost", false)]
    [InlineData("Unreachable", null)]
    public void A_connection_is_verified_or_refused_or_not_known(string reason, bool? verified)
    {
        var status = Statuses.With(Reasons.ConnectionVerified.All.Single(known => known.Name == reason));

        Assert.Equal(verified, IngestionReading.Of(status).Verified);
    }

    [Fact]
    public void Every_reason_of_the_last_run_is_shown_as_itself() => Assert.All(
        Reasons.LastRunSucceeded.All,
        reason => Assert.Same(reason, IngestionReading.Of(Statuses.With(reason)).LastRun));

    [Theory]
    [InlineData("Fresh", true)]
    [InlineData("MissedSchedule", false)]
    [InlineData("Stale", false)]
    [InlineData("NeverIngested", null)]
    public void What_was_never_ingested_is_neither_fresh_nor_old(string reason, bool? fresh)
    {
        var status = Statuses.With(Reasons.Fresh.All.Single(known => known.Name == reason));

        Assert.Equal(fresh, IngestionReading.Of(status).Fresh);
    }

    /// <summary>The condition OpenMetadataVerified names the worst alone: an old token must not hide behind an unreachable server.</summary>
    [Theory]
    [InlineData(CheckResults.Warning, "TokenExpiresSoon", true)]
    [InlineData(CheckResults.Failed, "TokenExpired", true)]
    [InlineData(CheckResults.Failed, "InvalidToken", false)]
    [InlineData(CheckResults.Passed, null, false)]
    public void A_token_near_its_end_is_told_by_its_check(string result, string? reason, bool soon)
    {
        var token = new CheckStatus { Name = CheckNames.BotToken, Result = result, Reason = reason };
        var status = Statuses.With(Reasons.OpenMetadataVerified.Unreachable) with { Connection = new ConnectionStatus { Checks = [token] } };

        Assert.Equal(soon, IngestionReading.Of(status).TokenExpiresSoon);
    }

    [Fact]
    public void A_reason_outside_the_closed_list_makes_no_result()
    {
        var stray = new Condition { Type = ConditionTypes.LastRunSucceeded, Status = "False", Reason = "MadeUp" };

        Assert.Null(IngestionReading.Of(new IngestionStatus { Conditions = [stray] }).LastRun);
    }
}
