using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Operator.Hosting;
using Xunit;

namespace Operator.Tests.Hosting;

/// <summary>The log's level, changed while the operator runs.</summary>
public sealed class LogLevelTests
{
    [Fact]
    public async Task The_level_is_shown()
    {
        await using var served = await ServedOperator.StartAsync(new OperatorOptions { LogLevel = LogLevel.Warning });

        Assert.Equal((200, "Warning\n"), await served.AskAsync("/loglevel"));
    }

    [Theory]
    [InlineData("/loglevel", "Debug")]
    [InlineData("/loglevel", "debug\n")]
    [InlineData("/loglevel?level=DEBUG", null)]
    public async Task A_new_level_holds_at_once_for_loggers_that_exist_already(string path, string? body)
    {
        await using var served = await ServedOperator.StartAsync();
        var levels = served.Get<LogLevels>();
        Assert.False(levels.Allows("Operator.Reconcile", LogLevel.Debug));

        var answer = await served.AskAsync(path, HttpMethod.Put, body);

        Assert.Equal((200, "Debug\n"), answer);
        Assert.True(levels.Allows("Operator.Reconcile", LogLevel.Debug));
        Assert.Equal((200, "Debug\n"), await served.AskAsync("/loglevel"));
    }

    [Theory]
    [InlineData("verbose")]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("None")]
    [InlineData("Debugging the operator with a word that is much longer than the longest name of any level")]
    public async Task A_word_that_is_no_level_is_answered_with_those_that_are_and_changes_nothing(string body)
    {
        await using var served = await ServedOperator.StartAsync();

        var (status, text) = await served.AskAsync("/loglevel", HttpMethod.Put, body);

        Assert.Equal(400, status);
        Assert.Contains("Trace, Debug, Information, Warning, Error", text, StringComparison.Ordinal);
        Assert.Equal(LogLevel.Information, served.Get<LogLevels>().Current);
    }

    [Fact]
    public async Task Any_other_method_is_refused()
    {
        await using var served = await ServedOperator.StartAsync();

        Assert.Equal(405, (await served.AskAsync("/loglevel", HttpMethod.Post, "Debug")).Status);
    }

    [Theory]
    [InlineData("10.0.0.7", 403, LogLevel.Information)]
    [InlineData("::ffff:10.0.0.7", 403, LogLevel.Information)]
    [InlineData(null, 403, LogLevel.Information)]
    [InlineData("127.0.0.1", 200, LogLevel.Debug)]
    [InlineData("::1", 200, LogLevel.Debug)]
    [InlineData("::ffff:127.0.0.1", 200, LogLevel.Debug)]
    public async Task Only_callers_on_this_machine_see_or_change_it(string? caller, int status, LogLevel after)
    {
        var levels = new LogLevels(LogLevel.Information);
        var endpoint = new LogLevelEndpoint(levels, NullLogger<LogLevelEndpoint>.Instance);
        var context = Asked(caller, "PUT");
        context.Request.QueryString = new QueryString("?level=Debug");

        await endpoint.AnswerAsync(context);
        var shown = Asked(caller, "GET");
        await endpoint.AnswerAsync(shown);

        Assert.Equal((status, status, after), (context.Response.StatusCode, shown.Response.StatusCode, levels.Current));
    }

    [Theory]
    [InlineData("Operator.Engine", LogLevel.Debug, true)]
    [InlineData("Operator.Engine", LogLevel.Trace, false)]
    [InlineData("Microsoft.AspNetCore.Routing", LogLevel.Information, false)]
    [InlineData("Microsoft.AspNetCore.Routing", LogLevel.Warning, true)]
    public void The_hosts_own_chatter_stays_out_at_every_level(string category, LogLevel level, bool written)
    {
        Assert.Equal(written, new LogLevels(LogLevel.Debug).Allows(category, level));
    }

    private static DefaultHttpContext Asked(string? caller, string method)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = caller is null ? null : IPAddress.Parse(caller);
        context.Request.Method = method;
        return context;
    }
}
