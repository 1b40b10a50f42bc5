using Operator.Cluster;
using Xunit;

namespace Operator.Tests.Cluster;

public sealed class DeletingTests : AgainstScriptedApi
{
    [Fact]
    public async Task A_deletion_goes_to_the_background_names_the_uid_and_the_version_and_takes_effect_in_the_store_at_once()
    {
        Stores.CronJobs.Replace([Given.CronJob()], "10");
        var deleting = Cluster.DeleteAsync(Given.CronJob(), Token);
        var call = await Api.NextAsync();
        call.Json("""{"kind":"Status","apiVersion":"v1","status":"Success"}""");

        Assert.IsType<WriteAnswer.Done>(await deleting);
        Assert.Equal(("DELETE", CronJobPath), (call.Method, call.PathAndQuery));
        Assert.Equal(
            """{"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Background","preconditions":{"uid":"uid-of-the-cronjob","resourceVersion":"10"}}""", call.Body);
        Assert.Empty(Cluster.CronJobsOf(Analytics));
    }

    [Fact]
    public async Task A_CronJob_that_is_gone_already_counts_as_deleted()
    {
        var deleting = Cluster.DeleteAsync(Given.CronJob(), Token);
        (await Api.NextAsync()).Refuse(404, "NotFound", "");

        Assert.IsType<WriteAnswer.Done>(await deleting);
    }

    [Theory]
    [InlineData("another-uid", Given.OwnUid)]
    [InlineData("uid-of-the-cronjob", "another-owner")]
    [InlineData("uid-of-the-cronjob", null)]
    public async Task One_that_was_made_anew_or_is_ours_no_more_counts_as_deleted_and_stays(string uid, string? owner)
    {
        Stores.CronJobs.Replace([Given.CronJob()], "10");
        var deleting = Cluster.DeleteAsync(Given.CronJob(), Token);
        (await Api.NextAsync()).Refuse(409, "Conflict", "");
        var look = await Api.NextAsync();
        look.Json(Given.CronJobJson(version: 11, uid: uid, owner: owner));

        Assert.IsType<WriteAnswer.Done>(await deleting);
        Assert.Equal(("GET", CronJobPath), (look.Method, look.PathAndQuery));
        Assert.Empty(Cluster.CronJobsOf(Analytics));
    }

    [Fact]
    public async Task One_of_ours_that_was_written_meanwhile_is_deleted_as_it_is_now()
    {
        var deleting = Cluster.DeleteAsync(Given.CronJob(), Token);
        (await Api.NextAsync()).Refuse(409, "Conflict", "");
        (await Api.NextAsync()).Json(Given.CronJobJson(version: 11));
        var again = await Api.NextAsync();
        again.Json("""{"kind":"Status","apiVersion":"v1","status":"Success"}""");

        Assert.IsType<WriteAnswer.Done>(await deleting);
        Assert.Contains("\"resourceVersion\":\"11\"", again.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_written_again_and_again_is_tried_later()
    {
        var deleting = Cluster.DeleteAsync(Given.CronJob(), Token);
        (await Api.NextAsync()).Refuse(409, "Conflict", "");
        (await Api.NextAsync()).Json(Given.CronJobJson(version: 11));
        (await Api.NextAsync()).Refuse(409, "Conflict", "");

        Assert.IsType<WriteAnswer.Stale>(await deleting);
    }

    [Fact]
    public async Task A_CronJob_that_a_finalizer_holds_stays_in_the_store()
    {
        Stores.CronJobs.Replace([Given.CronJob()], "10");
        var deleting = Cluster.DeleteAsync(Given.CronJob(), Token);
        (await Api.NextAsync()).Json(Given.CronJobJson(version: 11));

        Assert.IsType<WriteAnswer.Done>(await deleting);
        Assert.Single(Cluster.CronJobsOf(Analytics));
    }
}
