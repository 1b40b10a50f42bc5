using System.Globalization;
using System.Net;
using k8s.Models;
using Operator.Cluster;
using Operator.Cluster.Watching;
using Xunit;

namespace Operator.Tests.Cluster;

/// <summary>Logs of pods: an optional right, and never a reason to fail.</summary>
public sealed class LogReadsTests : AgainstScriptedApi
{
    private readonly List<string> _lines = [];

    [Fact]
    public async Task The_end_of_one_containers_log_is_asked_for()
    {
        var reading = ReadAsync();
        var call = await Api.NextAsync();
        Answer(call, "one\ntwo\n");

        Assert.True(await reading);
        Assert.Equal(["one", "two"], _lines);
        Assert.Equal("/api/v1/namespaces/data/pods/analytics-marts-1-x/log", call.Path);
        Assert.Equal(("ingestion", "5000", "8388608"), (call.Query("container"), call.Query("tailLines"), call.Query("limitBytes")));
    }

    [Fact]
    public async Task As_many_lines_as_were_asked_for_may_not_be_all()
    {
        var reading = ReadAsync();
        Answer(await Api.NextAsync(), string.Concat(Enumerable.Repeat("x\n", LogReads.MostLines)));

        Assert.False(await reading);
    }

    [Fact]
    public async Task A_log_that_reaches_the_limit_was_not_read_to_its_end()
    {
        var reading = ReadAsync();
        Answer(await Api.NextAsync(), new string('x', LogReads.MostBytes));

        Assert.Null(await reading);
    }

    [Fact]
    public async Task Without_the_right_that_is_said_once_and_nobody_is_asked_again_for_an_hour()
    {
        var first = ReadAsync();
        (await Api.NextAsync()).Refuse(403, "Forbidden", "User \"operator\" cannot get resource \"pods/log\"");

        Assert.Null(await first);
        Assert.Null(await ReadAsync());
        Assert.Contains("pods/log", Assert.Single(Log.Lines.All).Text, StringComparison.Ordinal);

        Time.Advance(LogReads.Patience);
        var again = ReadAsync();
        (await Api.NextAsync()).Refuse(403, "Forbidden", "User \"operator\" cannot get resource \"pods/log\"");

        Assert.Null(await again);
        Assert.Single(Log.Lines.All);
    }

    [Fact]
    public async Task A_namespace_without_the_right_does_not_speak_for_another()
    {
        var refused = ReadAsync();
        (await Api.NextAsync()).Refuse(403, "Forbidden", "no");
        Assert.Null(await refused);

        var reading = Cluster.ReadLogAsync("finance", Pod, "ingestion", _lines.Add, Token);
        Answer(await Api.NextAsync(), "one\n");

        Assert.True(await reading);
    }

    [Theory]
    [InlineData(502, "BadGateway")]
    [InlineData(500, "InternalError")]
    [InlineData(404, "NotFound")]
    [InlineData(400, "BadRequest")]
    public async Task Any_other_trouble_is_no_log_and_the_next_one_is_asked_for(int code, string reason)
    {
        var first = ReadAsync();
        (await Api.NextAsync()).Refuse(code, reason, "dial tcp: the node said something");
        Assert.Null(await first);

        var next = ReadAsync();
        Answer(await Api.NextAsync(), "one\n");

        Assert.True(await next);
        Assert.DoesNotContain("the node said", Assert.Single(Log.Lines.All).Text, StringComparison.Ordinal);
        Assert.Contains(code.ToString(CultureInfo.InvariantCulture), Log.Lines.All.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_does_not_answer_holds_nobody_up()
    {
        var reading = ReadAsync();
        await Api.NextAsync();

        Time.Advance(LogReads.Limit);

        Assert.Null(await reading);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_no_log()
    {
        var reading = ReadAsync();
        (await Api.NextAsync()).Break();

        Assert.Null(await reading);
    }

    private static PodSeen Pod => new() { Metadata = new V1ObjectMeta { Name = "analytics-marts-1-x" } };

    private Task<bool?> ReadAsync() => Cluster.ReadLogAsync("data", Pod, "ingestion", _lines.Add, Token);

    private static void Answer(Call call, string text) => call.Answer.SetResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text) });
}
