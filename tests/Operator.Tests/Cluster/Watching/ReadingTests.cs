using System.Buffers;
using Operator.Cluster.Watching;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Cluster.Watching;

/// <summary>How pages and lines become objects.</summary>
public sealed class ReadingTests
{
    [Fact]
    public void Objects_are_kept_without_their_managed_fields()
    {
        var page = Page(Given.List(7, Given.IngestionJson()));

        var read = Assert.IsType<Decoded<DbtCloudIngestion>.Readable>(Assert.Single(page.Items)).Object;
        Assert.Null(read.Metadata.ManagedFields);
        Assert.Equal("analytics", read.Metadata.Name);
    }

    [Fact]
    public void An_item_that_does_not_fit_is_known_by_name_and_the_others_are_read()
    {
        var page = Page(Given.List(7, Given.IngestionJson("broken", spec: """{"suspend":"perhaps"}"""), Given.IngestionJson("whole")));

        Assert.Collection(
            page.Items,
            item => Assert.Equal(new ObjectName("data", "broken"), Assert.IsType<Decoded<DbtCloudIngestion>.Unreadable>(item).Name),
            item => Assert.Equal("whole", Assert.IsType<Decoded<DbtCloudIngestion>.Readable>(item).Object.Metadata.Name));
    }

    [Theory]
    [InlineData("<html>login</html>")]
    [InlineData("""{"kind":"List","items":[]}""")]
    [InlineData("""{"kind":"List","metadata":{"resourceVersion":"7"},"items":[{"metadata":""")]
    public void Something_else_than_a_list_is_no_page(string text) => Assert.Null(ListPage<DbtCloudIngestion>.Read(Given.Bytes(text), Objects.Ingestion));

    [Fact]
    public void A_list_without_items_is_empty() =>
        Assert.Empty(Page("""{"metadata":{"resourceVersion":"7"},"items":null}""").Items);

    [Fact]
    public void An_event_is_read_whatever_comes_first()
    {
        var read = Event($$"""{"object":{{Given.IngestionJson(version: 8)}},"type":"MODIFIED"}""");

        Assert.Equal("8", Assert.IsType<WatchEvent<DbtCloudIngestion>.Changed>(read).Object.Metadata.ResourceVersion);
    }

    [Fact]
    public void A_bookmark_carries_only_a_version()
    {
        var read = Event("""{"type":"BOOKMARK","object":{"kind":"DbtCloudIngestion","apiVersion":"metadata-ingestion.io/v1alpha1","metadata":{"resourceVersion":"99","creationTimestamp":null},"spec":null}}""");

        Assert.Equal("99", Assert.IsType<WatchEvent<DbtCloudIngestion>.Bookmark>(read).ResourceVersion);
    }

    [Fact]
    public void An_error_event_carries_the_servers_status()
    {
        var read = Event("""{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too old resource version: 1 (341)","reason":"Expired","code":410}}""");

        var failed = Assert.IsType<WatchEvent<DbtCloudIngestion>.Failed>(read);
        Assert.Equal((410, "too old resource version: 1 (341)"), (failed.Code, failed.Message));
    }

    [Fact]
    public void An_event_whose_object_does_not_fit_still_says_whose_it_was_and_where_to_go_on()
    {
        var read = Event($$"""{"type":"ADDED","object":{{Given.IngestionJson("broken", 12, """{"filters":"none"}""")}}}""");

        var broken = Assert.IsType<WatchEvent<DbtCloudIngestion>.Unreadable>(read);
        Assert.Equal((new ObjectName("data", "broken"), "12"), (broken.Name, broken.ResourceVersion));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"type":"ADDED"}""")]
    [InlineData("""{"type":"SURPRISE","object":{}}""")]
    public void Anything_else_ends_the_watch(string line) => Assert.IsType<WatchEvent<DbtCloudIngestion>.Failed>(Event(line));

    [Fact]
    public async Task Lines_are_found_however_the_bytes_are_cut()
    {
        var watch = new ScriptedWatch();
        var reading = ReadAllAsync(watch);

        var text = $$"""{"type":"ADDED","object":{{Given.IngestionJson("a", 1)}}}""" + "\n\n" + $$"""{"type":"ADDED","object":{{Given.IngestionJson("b", 2)}}}""" + "\n";
        foreach (var piece in text.Chunk(7))
        {
            await watch.RawAsync(new string(piece));
        }

        watch.End();

        Assert.Equal(["a", "b"], (await reading).Cast<WatchEvent<DbtCloudIngestion>.Changed>().Select(changed => changed.Object.Metadata.Name));
    }

    [Fact]
    public async Task A_last_line_that_was_cut_off_is_not_an_event()
    {
        var watch = new ScriptedWatch();
        var reading = ReadAllAsync(watch);

        await watch.EventAsync("ADDED", Given.IngestionJson("a", 1));
        await watch.RawAsync("""{"type":"ADDED","object":{"metadata":{"name":"b""");
        watch.End();

        Assert.Single(await reading);
    }

    private static async Task<List<WatchEvent<DbtCloudIngestion>>> ReadAllAsync(ScriptedWatch watch)
    {
        List<WatchEvent<DbtCloudIngestion>> events = [];
        await foreach (var happened in WatchStream.ReadAsync(watch.Reader, Objects.Ingestion, TestContext.Current.CancellationToken))
        {
            events.Add(happened);
        }

        return events;
    }

    private static ListPage<DbtCloudIngestion> Page(string json) => Assert.IsType<ListPage<DbtCloudIngestion>>(ListPage<DbtCloudIngestion>.Read(Given.Bytes(json), Objects.Ingestion));

    private static WatchEvent<DbtCloudIngestion> Event(string line) =>
        WatchEvent<DbtCloudIngestion>.Read(new ReadOnlySequence<byte>(Given.Bytes(line)), Objects.Ingestion);
}
