using System.Globalization;
using System.Web;
using Operator.DbtCloud;
using Operator.Tests.Outbound;
using Xunit;

namespace Operator.Tests.DbtCloud;

public sealed class PagingTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(250, 3)]
    public async Task A_list_is_read_to_its_end(int jobs, int pages)
    {
        var dialogue = Serving(offset => (Math.Clamp(jobs - offset, 0, 100), jobs));

        var list = await JobsAsync(dialogue);

        Assert.Equal((jobs, true), (list.Items.Count, list.Whole));
        Assert.Equal(pages, dialogue.Asked.Count);
        Assert.All(dialogue.Asked, asked => Assert.Contains("limit=100&", asked.Url.Query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_that_vanish_on_the_way_end_the_walk_at_an_empty_page()
    {
        var dialogue = Serving(offset => (offset == 0 ? 100 : 0, 150));

        Assert.Equal(100, (await JobsAsync(dialogue)).Items.Count);
        Assert.Equal(2, dialogue.Asked.Count);
    }

    [Fact]
    public async Task A_server_that_ignores_the_offset_is_not_asked_for_ever()
    {
        var dialogue = new DbtCloudDialogue(_ => Reply.Json(DbtCloudDialogue.Enveloped(Rows(0, 100), 1000)));

        Assert.Equal(100, (await JobsAsync(dialogue)).Items.Count);
        Assert.Equal(2, dialogue.Asked.Count);
    }

    [Fact]
    public async Task Without_a_total_a_short_page_is_the_last()
    {
        var dialogue = Serving(offset => (offset == 0 ? 100 : 30, null));

        Assert.Equal(130, (await JobsAsync(dialogue)).Items.Count);
    }

    [Fact]
    public async Task A_list_beyond_all_measure_is_cut_and_says_so()
    {
        var dialogue = Serving(_ => (100, 1_000_000));

        var list = await JobsAsync(dialogue);

        Assert.Equal((5000, false), (list.Items.Count, list.Whole));
    }

    [Fact]
    public async Task A_failure_on_the_way_is_the_answer()
    {
        var dialogue = new DbtCloudDialogue(request => OffsetOf(request) == 0
            ? Reply.Json(DbtCloudDialogue.Enveloped(Rows(0, 100), 300))
            : Reply.TooMany());

        var answer = await dialogue.Client.JobsAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, null, TestContext.Current.CancellationToken);

        Assert.IsType<DbtCloudFailure.BusyUntil>(answer.Failure());
    }

    private static async Task<DbtList<DbtJob>> JobsAsync(DbtCloudDialogue dialogue) =>
        (await dialogue.Client.JobsAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "98765", TestContext.Current.CancellationToken)).Value();

    private static DbtCloudDialogue Serving(Func<int, (int Rows, int? Total)> page) => new(request =>
    {
        var offset = OffsetOf(request);
        var (rows, total) = page(offset);
        return Reply.Json(DbtCloudDialogue.Enveloped(Rows(offset, rows), total));
    });

    private static int OffsetOf(HttpRequestMessage request) =>
        int.Parse(HttpUtility.ParseQueryString(request.RequestUri!.Query)["offset"]!, CultureInfo.InvariantCulture);

    private static string Rows(int offset, int count) =>
        $"[{string.Join(',', Enumerable.Range(offset + 1, count).Select(id => $$"""{"id":{{id}},"name":"job {{id}}"}"""))}]";
}
