using Microsoft.Extensions.Logging;
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
}
