using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Operator.Hosting;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Hosting;

/// <summary>Log lines as a collector gets them.</summary>
public sealed class JsonLinesTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 10, 0, 0, 250, TimeSpan.Zero));
    private readonly LoggerExternalScopeProvider _scopes = new();

    [Fact]
    public void A_line_is_one_flat_object_under_the_keys_of_controller_runtime()
    {
        var id = Guid.Parse("01234567-89ab-7def-8123-456789abcdef");
        using var scope = _scopes.Push(OperatorServices.ScopeOf(new IngestionKey("data", "analytics"), id));

        var line = Written(LogLevel.Information, "Applied {CronJob} in {Seconds} s", [new("CronJob", "analytics-marts"), new("Seconds", 3)]);

        Assert.Equal(
            """{"level":"info","ts":"2026-11-24T10:00:00.250Z","logger":"Operator.Tests","msg":"Applied {CronJob} in {Seconds} s","controller":"dbtcloudingestion","namespace":"data","name":"analytics","reconcileID":"01234567-89ab-7def-8123-456789abcdef","CronJob":"analytics-marts","Seconds":3}""" + "\n",
            line);
    }

    [Theory]
    [InlineData(LogLevel.Trace, "trace")]
    [InlineData(LogLevel.Debug, "debug")]
    [InlineData(LogLevel.Warning, "warn")]
    [InlineData(LogLevel.Error, "error")]
    public void Levels_have_the_names_that_collectors_know(LogLevel level, string name)
    {
        Assert.Equal(name, (string?)JsonNode.Parse(Written(level, "A sentence", []))!["level"]);
    }

    [Fact]
    public void An_exception_is_in_the_same_line_with_its_stack()
    {
        var line = Written(LogLevel.Error, "It failed", [], Thrown());

        var parsed = JsonNode.Parse(line)!;
        Assert.Equal("first\nsecond \"quoted\"", (string?)parsed["error"]);
        Assert.Contains(nameof(Thrown), (string?)parsed["stacktrace"], StringComparison.Ordinal);
        Assert.Equal(1, line.Count(sign => sign == '\n'));
    }

    [Fact]
    public void A_name_is_written_once_and_the_scope_keeps_its_own()
    {
        using var scope = _scopes.Push(OperatorServices.ScopeOf(new IngestionKey("data", "analytics"), Guid.NewGuid()));

        var parsed = JsonNode.Parse(Written(LogLevel.Information, "A sentence", [new("name", "another"), new("level", "another"), new("Nothing", null), new("Truth", true)]))!;

        Assert.Equal("analytics", (string?)parsed["name"]);
        Assert.Equal("info", (string?)parsed["level"]);
        Assert.Null(parsed["Nothing"]);
        Assert.True((bool?)parsed["Truth"]);
    }

    private string Written(LogLevel level, string message, IReadOnlyList<KeyValuePair<string, object?>> values, Exception? exception = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var entry = new LogEntry<IReadOnlyList<KeyValuePair<string, object?>>>(level, "Operator.Tests", default, values, exception, (_, _) => message);
        new JsonLines(_time).Write(entry, _scopes, output);
        return output.ToString();
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("first\nsecond \"quoted\"");
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }
    }
}
