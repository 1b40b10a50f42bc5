using Sandbox.Controllers;
using Xunit;
using static Operator.ApiTests.Nodes.PlayedImages;

namespace Operator.ApiTests.Nodes;

/// <summary>What a container leaves behind as its termination message.</summary>
public sealed class TerminationMessageTests
{
    private const string Fallback = ""","terminationMessagePolicy":"FallbackToLogsOnError" """;

    [Theory]
    [InlineData("")]
    [InlineData(""","terminationMessagePath":"/run/last-words" """)]
    public async Task It_is_what_stands_in_its_file_wherever_that_is(string more)
    {
        var path = more.Length == 0 ? "/dev/termination-log" : "/run/last-words";

        Assert.Equal("so it went", await MessageAsync($"write 0 {path} so-it-went", more));
    }

    [Fact]
    public async Task Of_a_long_one_the_last_4096_bytes_are_kept()
    {
        var message = await MessageAsync("fill 0 /dev/termination-log", "");

        Assert.Equal(4096, message!.Length);
        Assert.EndsWith("the end", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_fails_without_one_shows_the_end_of_its_log_where_it_may() =>
        Assert.Equal("printed", await MessageAsync("print 1", Fallback));

    [Fact]
    public async Task A_message_of_its_own_stands_before_the_log() =>
        Assert.Equal("so it went", await MessageAsync("write 1 /dev/termination-log so-it-went", Fallback));

    [Theory]
    [InlineData("print 0", Fallback)]
    [InlineData("print 1", "")]
    public async Task Otherwise_there_is_none(string arguments, string more) => Assert.Null(await MessageAsync(arguments, more));

    private static async Task<string?> MessageAsync(string arguments, string more)
    {
        await using var world = await NodeWorld.StartAsync(None.With("write", Write).With("fill", Fill).With("print", start => Print(start, start.Arguments[1])));
        var life = await world.LifeAsync(Pod(Container("c", "print 0"), Container("a", arguments, more)));
        return life[^1]["status"]!["initContainerStatuses"]![0].Text("state", "terminated", "message");
    }

    private static int Write(Sandbox.Nodes.ProgramStart start)
    {
        File.AppendAllText(start.Arguments[2], start.Arguments[3].Replace('-', ' '));
        return Print(start, start.Arguments[1]);
    }

    private static int Fill(Sandbox.Nodes.ProgramStart start)
    {
        File.WriteAllText(start.Arguments[2], new string('x', 5000) + "the end");
        return 0;
    }

    private static int Print(Sandbox.Nodes.ProgramStart start, string code)
    {
        start.Log.Append("printed");
        return code == "0" ? 0 : 1;
    }
}
