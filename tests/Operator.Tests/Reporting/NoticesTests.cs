using Operator.Reporting;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Reporting;

public sealed class NoticesTests
{
    [Fact]
    public void Trouble_is_announced_once_by_the_condition_that_has_it()
    {
        Condition[] after = [Of(Reasons.ConnectionVerified.InvalidTokenOrHost), Of(ConditionTypes.Ready, ConditionStatus.False, "InvalidTokenOrHost")];

        var notice = Assert.Single(Notices.Of([Of(Reasons.ConnectionVerified.Verified), Of(Reasons.Ready.Succeeded)], after));

        Assert.True(notice.Warning);
        Assert.Equal(("InvalidTokenOrHost", "TestConnection"), (notice.Reason, notice.Action));
        Assert.Empty(Notices.Of(after, after));
    }

    [Fact]
    public void A_first_healthy_settle_is_no_news()
    {
        Condition[] waiting = [Of(Reasons.ConnectionVerified.NotTested), Of(Reasons.CronJobsApplied.WaitingForConnectionTest), Of(Reasons.LastRunSucceeded.NeverRun)];
        Condition[] settled = [Of(Reasons.ConnectionVerified.Verified), Of(Reasons.CronJobsApplied.Applied), Of(Reasons.LastRunSucceeded.NeverRun)];

        Assert.Empty(Notices.Of(null, waiting));
        Assert.Empty(Notices.Of(waiting, settled));
        Assert.Empty(Notices.Of(null, settled));
    }

    [Fact]
    public void Recovery_is_announced()
    {
        var notice = Assert.Single(Notices.Of([Of(Reasons.Fresh.MissedSchedule)], [Of(Reasons.Fresh.UpToDate)]));

        Assert.False(notice.Warning);
        Assert.Equal(("Fresh", "Ingest"), (notice.Reason, notice.Action));
    }

    [Fact]
    public void A_missed_slot_and_stale_metadata_are_warnings_each()
    {
        Assert.True(Assert.Single(Notices.Of([Of(Reasons.Fresh.UpToDate)], [Of(Reasons.Fresh.MissedSchedule)])).Warning);
        Assert.Equal("Stale", Assert.Single(Notices.Of([Of(Reasons.Fresh.MissedSchedule)], [Of(Reasons.Fresh.Stale)])).Reason);
    }

    [Fact]
    public void A_first_success_makes_it_fresh_and_is_no_news_of_its_own() =>
        Assert.Empty(Notices.Of([Of(Reasons.Fresh.NeverIngested)], [Of(Reasons.Fresh.UpToDate)]));

    [Fact]
    public void How_a_run_ended_is_left_to_the_events_of_the_run() =>
        Assert.Empty(Notices.Of([Of(Reasons.LastRunSucceeded.Succeeded)], [Of(Reasons.LastRunSucceeded.Failed)]));

    [Fact]
    public void Stalling_is_a_warning()
    {
        Assert.True(Assert.Single(Notices.Of(null, [Of(Reasons.Stalled.InvalidSchedule)])).Warning);
    }

    private static Condition Of(Reason reason) => Of(reason.Condition, reason.Status, reason.Name);

    private static Condition Of(string type, string status, string reason) =>
        new() { Type = type, Status = status, Reason = reason, Message = "A sentence." };
}
