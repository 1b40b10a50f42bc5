using System.Buffers;
using System.IO.Pipelines;
using Operator.Cluster.Watching;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Cluster.Watching;

/// <summary>How pages and lines become objects.</summary>
public sealed class ReadingTests
{
    [Fact]
    public async Task Objects_are_kept_without_their_managed_fields()
    {
        var page = await PageAsync(Given.List(7, Given.IngestionJson()));

        var read = Assert.IsType<Decoded<DbtCloudIngestion>.Readable>(Assert.Single(page.Items)).Object;
        Assert.Null(read.Metadata.ManagedFields);
        Assert.Equal("analytics", read.Metadata.Name);
    }

    [Fact]
    public async Task An_item_that_does_not_fit_is_known_by_name_and_the_others_are_read()
    {
        var page = await PageAsync(Given.List(7, Given.IngestionJson("broken", spec: """{"suspend":"perhaps"}"""), Given.IngestionJson("whole")));

        Assert.Collection(
            page.Items,
            item => Assert.Equal(new ObjectName("data", "broken"), Assert.IsType<Decoded<DbtCloudIngestion>.Unreadable>(item).Object.Name),
            item => Assert.Equal("whole", Assert.IsType<Decoded<DbtCloudIngestion>.Readable>(item).Object.Metadata.Name));
    }

    [Theory]
    [InlineData("<html>login</html>")]
    [InlineData("""{"kind":"List","items":[]}""")]
    [InlineData("""{"kind":"List","metadata":{"resourceVersion":"7"},"items":[{"metadata":""")]
    [InlineData("""{"kind":"List","metadata":{"resourceVersion":"7"},"items":[5]}""")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Something_else_than_a_list_is_no_page(string text) => Assert.Null((await ReadAsync(text)).Head);

    [Theory]
    [InlineData("""{"metadata":{"resourceVersion":"7"},"items":null}""")]
    [InlineData("""{"items":[ ],"metadata":{"resourceVersion":"7"}}""")]
    public async Task A_list_without_items_is_empty(string text) => Assert.Empty((await PageAsync(text)).Items);

    [Fact]
    public async Task A_page_is_read_however_its_bytes_are_cut()
    {
        var (head, items) = await PageAsync(Given.Page(7, "go/on=", Given.IngestionJson("a", spec: """{"schedule":{"cron":"\\\"]}"}}"""), Given.IngestionJson("b")), pieces: 3);

        Assert.Equal(("7", "go/on=", 2), (head.ResourceVersion, head.Continue, head.Items));
        Assert.Equal(["a", "b"], items.Select(item => Assert.IsType<Decoded<DbtCloudIngestion>.Readable>(item).Object.Metadata.Name));
    }

    [Fact]
    public async Task An_item_that_is_nested_too_deep_costs_itself_and_says_where()
    {
        var page = await PageAsync(Given.List(7, Given.IngestionJson("a"), Given.DeepIngestionJson("deep"), Given.IngestionJson("b")));

        var (_, broken, after) = (page.Items[0], Assert.IsType<Decoded<DbtCloudIngestion>.Unreadable>(page.Items[1]).Object, page.Items[2]);
        Assert.Equal(("data/deep", "$.spec.run.affinity", "it is nested deeper than 64 levels"), ($"{broken.Name}", broken.Path, broken.Why));
        Assert.IsType<Decoded<DbtCloudIngestion>.Readable>(after);
    }

    [Fact]
    public async Task Managed_fields_may_go_deeper_than_the_object_itself()
    {
        var deep = $$$"""{"metadata":{"namespace":"data","name":"a","resourceVersion":"1","managedFields":[{"fieldsV1":{{{Given.Nested(90)}}} }]},"spec":{}}""";

        Assert.IsType<Decoded<DbtCloudIngestion>.Readable>(Assert.Single((await PageAsync(Given.List(7, deep))).Items));
    }

    [Theory]
    [InlineData(1024 * 1024 + 1)]
    [InlineData(3 * 1024 * 1024)]
    public async Task An_item_that_is_too_large_costs_itself_and_names_its_largest_field(int size)
    {
        var page = await PageAsync(Given.List(7, Given.LargeIngestionJson("large", size), Given.IngestionJson("b")));

        var broken = Assert.IsType<Decoded<DbtCloudIngestion>.Unreadable>(page.Items[0]).Object;
        Assert.Equal(("data/large", "$.spec.run", "uid-of-large", 1L), ($"{broken.Name}", broken.Path, broken.Uid, broken.Generation));
        Assert.DoesNotContain("xxx", broken.Why, StringComparison.Ordinal);
        Assert.IsType<Decoded<DbtCloudIngestion>.Readable>(page.Items[1]);
    }

    [Fact]
    public async Task What_the_status_said_of_the_last_look_is_known_of_an_item_that_cannot_be_read()
    {
        var told = Given.IngestionJson("told", spec: """{"suspend":"perhaps"}""")[..^1]
            + ","
            + """
            "status":{"observedGeneration":4,"conditions":[{"type":"Ready","status":"True","reason":"Succeeded","message":"\"}","lastTransitionTime":"2026-01-01T00:00:00Z"}],"lastHandledRunAt":"now","ingestions":[{"filter":"a"}]}}
            """;

        var broken = Assert.IsType<Decoded<DbtCloudIngestion>.Unreadable>(Assert.Single((await PageAsync(Given.List(7, told))).Items)).Object;

        Assert.Equal((4L, "now", "Succeeded"), (broken.Status!.ObservedGeneration, broken.Status.LastHandledRunAt, Assert.Single(broken.Status.Conditions!).Reason));
        Assert.Null(broken.Status.Ingestions);
        Assert.Equal("$.spec.suspend", broken.Path);
    }

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
        Assert.Equal((new ObjectName("data", "broken"), "12"), (broken.Object.Name, broken.Object.ResourceVersion));
    }

    [Fact]
    public void An_event_whose_object_is_nested_too_deep_is_no_trouble_of_the_watch()
    {
        var read = Event($$"""{"type":"DELETED","object":{{Given.DeepIngestionJson("deep", depth: 5000)}}}""");

        var broken = Assert.IsType<WatchEvent<DbtCloudIngestion>.Unreadable>(read);
        Assert.Equal((new ObjectName("data", "deep"), true), (broken.Object.Name, broken.IsGone));
    }

    [Theory]
    [InlineData("MODIFIED", false)]
    [InlineData("DELETED", true)]
    public async Task A_line_that_is_too_long_is_passed_over_and_its_object_is_told(string type, bool isGone)
    {
        var watch = new ScriptedWatch();
        var reading = ReadAllAsync(watch);

        await watch.EventAsync(type, Given.LargeIngestionJson("large", 3 * 1024 * 1024));
        await watch.EventAsync("ADDED", Given.IngestionJson("b", 12));
        watch.End();

        var events = await reading;
        var broken = Assert.IsType<WatchEvent<DbtCloudIngestion>.Unreadable>(events[0]);
        Assert.Equal(("data/large", "$.spec.run", isGone), ($"{broken.Object.Name}", broken.Object.Path, broken.IsGone));
        Assert.IsType<WatchEvent<DbtCloudIngestion>.Changed>(events[1]);
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

    private static async Task<(ListHead Head, List<Decoded<DbtCloudIngestion>> Items)> PageAsync(string json, int pieces = 4096)
    {
        var (head, items) = await ReadAsync(json, pieces);
        return (Assert.IsType<ListHead>(head), items);
    }

    private static async Task<(ListHead? Head, List<Decoded<DbtCloudIngestion>> Items)> ReadAsync(string json, int pieces = 4096)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        foreach (var piece in Given.Bytes(json).Chunk(pieces))
        {
            await pipe.Writer.WriteAsync(piece, TestContext.Current.CancellationToken);
        }

        await pipe.Writer.CompleteAsync();
        List<Decoded<DbtCloudIngestion>> items = [];
        var stream = new Dripping(pipe.Reader.AsStream(), pieces);
        var head = await ListReader<DbtCloudIngestion>.ReadAsync(stream, Objects.Ingestion, items.Add, () => { }, TestContext.Current.CancellationToken);
        return (head, items);
    }

    private static WatchEvent<DbtCloudIngestion> Event(string line) =>
        WatchEvent<DbtCloudIngestion>.Read(new ReadOnlySequence<byte>(Given.Bytes(line)), Objects.Ingestion);
}
