using Microsoft.Extensions.Logging;
using Operator.Cluster.Watching;
using Xunit;

namespace Operator.Tests.Cluster.Watching;

/// <summary>What follows the end of a watch, whoever ended it and however.</summary>
public sealed class WatchEndsTests : ReflectorTest
{
    [Theory]
    [InlineData("ADDED", "11")]
    [InlineData("DELETED", "11")]
    [InlineData("BOOKMARK", "11")]
    public async Task A_watch_that_ends_goes_on_at_once_from_the_version_of_the_last_event(string type, string version)
    {
        var watch = (await ListedAsync(Given.IngestionJson("a", 1))).Stream();

        await watch.EventAsync(type, Given.IngestionJson("a", 11));
        watch.End();

        Assert.Equal(version, (await Api.NextAsync()).Query("resourceVersion"));
    }

    [Fact]
    public async Task A_watch_that_ends_after_its_time_without_any_event_goes_on_at_once_and_is_no_trouble()
    {
        var watch = (await ListedAsync()).Stream();
        await watch.IsFollowed.WaitAsync(Token);
        Time.Advance(TimeSpan.FromSeconds(20));

        watch.End();

        Assert.Equal("10", (await Api.NextAsync()).Query("resourceVersion"));
        Assert.DoesNotContain(Log.All, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task A_watch_that_ends_as_soon_as_it_begins_is_not_asked_for_again_and_again_without_a_pause()
    {
        var watch = (await ListedAsync()).Stream();
        watch.End();

        await Time.PassAsync(FirstPause, Token);

        Assert.Equal("10", (await Api.NextAsync()).Query("resourceVersion"));
        Assert.Contains(Log.All, line => line.Level == LogLevel.Warning && line.Text.Contains("the watch ended at once", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_watch_that_nobody_answers_is_given_up_and_asked_for_again()
    {
        await ListedAsync();

        await Time.PassAsync(ScriptedApi.CallTimeout, Token);
        await Time.PassAsync(FirstPause, Token);

        var again = await Api.NextAsync();
        Assert.Equal(("true", "10"), (again.Query("watch"), again.Query("resourceVersion")));
    }

    [Fact]
    public async Task A_watch_that_is_cut_goes_on_from_where_it_was_after_a_pause()
    {
        var watch = (await ListedAsync()).Stream();
        await watch.EventAsync("ADDED", Given.IngestionJson("a", 11));
        await ChangesAsync(1);

        watch.Cut();
        await Time.PassAsync(FirstPause, Token);

        Assert.Equal("11", (await Api.NextAsync()).Query("resourceVersion"));
    }

    [Fact]
    public async Task An_error_event_leads_to_a_new_list_whose_differences_are_told()
    {
        var watch = (await ListedAsync(Given.IngestionJson("same", 1), Given.IngestionJson("gone", 2))).Stream();
        await ChangesAsync(2);

        await watch.EventAsync("ERROR", """{"kind":"Status","message":"too old resource version","reason":"Expired","code":410}""");
        await Time.PassAsync(FirstPause, Token);
        (await Api.NextAsync()).Json(Given.List(50, Given.IngestionJson("same", 1), Given.IngestionJson("new", 40)));

        Assert.Equal(["gone", "new"], await ChangesAsync(2));
        Assert.Null(Find("gone"));
        Assert.Equal("50", (await Api.NextAsync()).Query("resourceVersion"));
    }

    [Fact]
    public async Task A_watch_that_is_refused_as_expired_leads_to_a_new_list()
    {
        (await ListedAsync()).Refuse(410, "Expired", "too old resource version");
        await Time.PassAsync(FirstPause, Token);

        Assert.Null((await Api.NextAsync()).Query("watch"));
    }

    [Fact]
    public async Task A_line_that_is_no_event_leads_to_a_new_list_since_something_was_missed()
    {
        var watch = (await ListedAsync()).Stream();

        await watch.LineAsync("<html>");
        await Time.PassAsync(FirstPause, Token);

        Assert.Null((await Api.NextAsync()).Query("watch"));
    }

    [Fact]
    public async Task A_watch_without_so_much_as_a_bookmark_is_ended_by_the_client_and_goes_on_from_where_it_was()
    {
        var watch = (await ListedAsync()).Stream();

        await Time.PassAsync(new WatchOptions().LongestSilence, Token);
        await Time.PassAsync(FirstPause, Token);

        Assert.Equal("10", (await Api.NextAsync()).Query("resourceVersion"));
        Assert.NotNull(watch);
    }
}
