using Operator.Cluster;
using Xunit;

namespace Operator.Tests.Cluster;

public sealed class DeletingTests : AgainstScriptedApi
{
    [Fact]
    public async Task A_deletion_goes_to_the_background_names_the_uid_and_takes_effect_in_the_store_at_once()
    {
        Stores.CronJobs.Replace([Given.CronJob()], "10");
        var deleting = Cluster.DeleteAsync(Given.CronJob(), Token);
        var call = await Api.NextAsync();
        call.Json("""{"kind":"Status","apiVersion":"v1","status":"Success"}""");

        Assert.IsType<WriteAnswer.Done>(await deleting);
        Assert.Equal(("DELETE", CronJobPath), (call.Method, call.PathAndQuery));
        Assert.Equal(
            """{"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Background","preconditions":{"uid":"uid-of-the-cronjob"}}""", call.Body);
        Assert.Empty(Cluster.CronJobsOf(Analytics));
    }

    [Theory]
    [InlineData(404, "NotFound")]
    [InlineData(409, "Conflict")]
    public async Task A_CronJob_that_is_gone_already_or_was_made_anew_counts_as_deleted(int code, string reason)
    {
        var deleting = Cluster.DeleteAsync(Given.CronJob(), Token);
        (await Api.NextAsync()).Refuse(code, reason, "");

        Assert.IsType<WriteAnswer.Done>(await deleting);
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
