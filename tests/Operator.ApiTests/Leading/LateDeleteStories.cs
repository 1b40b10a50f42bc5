using System.Net;
using Sandbox.Controllers;
using Xunit;

namespace Operator.ApiTests.Leading;

/// <summary>The same, of the one write that takes something away.</summary>
public sealed class LateDeleteStories
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task A_late_delete_of_a_CronJob_that_has_been_made_anew_is_refused()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        var late = await pair.FrozenAsync(HttpMethod.Delete, "/cronjobs/", () => pair.DeclareAsync(filter: "staging"));
        await pair.DeclareAsync();
        await pair.SettlesAsync();
        var anew = await pair.LoseCronJobAsync();

        Assert.Equal(HttpStatusCode.Conflict, await late.ArriveAsync(Token));

        Assert.Equal(Pair.VersionOf(anew), Pair.VersionOf(await pair.CronJobAsync()));
    }

    /// <summary>It has the uid that was meant, whatever is wanted by now. Its Jobs go with it.</summary>
    [Fact(Timeout = 60_000)]
    public async Task A_late_delete_of_a_CronJob_that_is_wanted_again_is_made_good_by_the_successor()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        var late = await pair.FrozenAsync(HttpMethod.Delete, "/cronjobs/", () => pair.DeclareAsync(filter: "staging"), () => pair.DeclareAsync());
        var before = await pair.SettlesAsync();

        Assert.Equal(HttpStatusCode.OK, await late.ArriveAsync(Token));

        var anew = await pair.UntilCronJobAsync(item => item.Text("metadata", "uid") != before.Text("metadata", "uid"));
        Assert.Equal(before.Text("spec", "schedule"), anew.Text("spec", "schedule"));
    }
}
