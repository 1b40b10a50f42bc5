using Microsoft.Extensions.Logging;
using Operator.Cluster.Watching;
using Xunit;

namespace Operator.Tests.Cluster.Watching;

/// <summary>How a store comes to be, and stays, what the API server holds.</summary>
public sealed class ReflectorTests : ReflectorTest
{
    [Fact]
    public async Task It_lists_in_pages_and_then_watches_from_the_lists_version()
    {
        var first = await Api.NextAsync();
        Assert.Equal((Collection, "2", null, null), (first.Path, first.Query("limit"), first.Query("continue"), first.Query("watch")));
        first.Json(Given.Page(10, "tok/en=", Given.IngestionJson("a", 1), Given.IngestionJson("b", 2)));
        var second = await Api.NextAsync();
        Assert.Equal("tok/en=", second.Query("continue"));
        Assert.False(Reflector.Synced.IsCompleted);
        second.Json(Given.List(10, Given.IngestionJson("c", 3)));

        var watch = await Api.NextAsync();

        Assert.Equal(("true", "true", "10", "600"), (watch.Query("watch"), watch.Query("allowWatchBookmarks"), watch.Query("resourceVersion"), watch.Query("timeoutSeconds")));
        Assert.True(Reflector.Synced.IsCompletedSuccessfully);
        Assert.Equal(["a", "b", "c"], await ChangesAsync(3));
    }

    [Fact]
    public async Task A_list_whose_continuation_expires_is_asked_for_again_in_one_piece()
    {
        (await Api.NextAsync()).Json(Given.Page(10, "next", Given.IngestionJson("a", 1)));
        (await Api.NextAsync()).Refuse(410, "Expired", "The provided continue parameter is too old");
        var whole = await Api.NextAsync();
        Assert.Equal(Collection, whole.PathAndQuery);
        whole.Json(Given.List(20, Given.IngestionJson("a", 1), Given.IngestionJson("b", 15)));

        Assert.Equal("20", (await Api.NextAsync()).Query("resourceVersion"));
        Assert.Equal(["a", "b"], await ChangesAsync(2));
    }

    [Fact]
    public async Task Events_change_the_store_and_name_the_ingestion()
    {
        var watch = (await ListedAsync(Given.IngestionJson("a", 1), Given.IngestionJson("b", 2))).Stream();
        await ChangesAsync(2);

        await watch.EventAsync("ADDED", Given.IngestionJson("c", 11));
        await watch.EventAsync("MODIFIED", Given.IngestionJson("a", 12));
        await watch.EventAsync("DELETED", Given.IngestionJson("b", 13));

        Assert.Equal(["c", "a", "b"], await ChangesAsync(3));
        Assert.Equal("12", Find("a")!.Metadata.ResourceVersion);
        Assert.Null(Find("b"));
        Assert.NotNull(Find("c"));
    }

    [Fact]
    public async Task An_object_that_cannot_be_read_is_named_in_the_log_and_the_stream_goes_on()
    {
        var watch = (await ListedAsync(Given.IngestionJson("bad", 1))).Stream();
        await ChangesAsync(1);

        await watch.EventAsync("MODIFIED", Given.IngestionJson("bad", 11, """{"suspend":"perhaps"}"""));
        await watch.EventAsync("ADDED", Given.IngestionJson("good", 12));

        Assert.Equal(["bad", "good"], await ChangesAsync(2));
        Assert.Null(Find("bad"));
        Assert.Contains(Log.All, line => line.Level == LogLevel.Error && line.Text.Contains("data/bad", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Further_pages_are_as_large_as_what_the_last_one_weighed_allows()
    {
        var heavy = Given.LargeIngestionJson("heavy", 3000);
        (await Api.NextAsync()).Json(Given.Page(10, "one", Given.IngestionJson("a"), Given.IngestionJson("b")));
        var light = await Api.NextAsync();
        light.Json(Given.Page(10, "two", heavy));
        var weighed = await Api.NextAsync();

        Assert.Equal(("10", "1"), (light.Query("limit"), weighed.Query("limit")));
    }

    [Fact]
    public async Task One_object_that_cannot_be_read_costs_itself_alone_in_a_list()
    {
        await ListedAsync(Given.IngestionJson("a", 1), Given.DeepIngestionJson("deep", 2), Given.IngestionJson("b", 3));

        Assert.Equal(["a", "b", "deep"], (await ChangesAsync(3)).Order());
        Assert.True(Reflector.Synced.IsCompletedSuccessfully);
        Assert.Equal(("$.spec.run.affinity", 1), (Broken("deep")!.Path, Reflector.Unreadable));
        Assert.Contains(Log.All, line => line.Level == LogLevel.Error && line.Text.EndsWith("data/deep: it is nested deeper than 64 levels, at $.spec.run.affinity", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_next_readable_version_goes_on_and_its_deletion_is_seen()
    {
        var watch = (await ListedAsync(Given.DeepIngestionJson("mended", 1), Given.DeepIngestionJson("deleted", 2))).Stream();
        await ChangesAsync(2);

        await watch.EventAsync("MODIFIED", Given.IngestionJson("mended", 11));
        await watch.EventAsync("DELETED", Given.DeepIngestionJson("deleted", 12));

        Assert.Equal(["mended", "deleted"], await ChangesAsync(2));
        Assert.NotNull(Find("mended"));
        Assert.Equal((null, null, 0), (Broken("mended"), Broken("deleted"), Reflector.Unreadable));
    }

    [Fact]
    public async Task The_log_tells_it_once_while_nothing_but_the_status_changes()
    {
        var watch = (await ListedAsync(Given.DeepIngestionJson("deep", 1))).Stream();
        await ChangesAsync(1);

        await watch.EventAsync("MODIFIED", Given.DeepIngestionJson("deep", 11));
        await watch.EventAsync("MODIFIED", Given.DeepIngestionJson("deep", 12));
        await ChangesAsync(2);

        Assert.Single(Log.All, line => line.Level == LogLevel.Error);
        Assert.Equal("12", Broken("deep")!.ResourceVersion);
    }

    private UnreadableObject? Broken(string name) => Store.Unreadable.Find(new ObjectName("data", name));
}
