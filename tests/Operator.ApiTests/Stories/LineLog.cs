using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Operator.ApiTests.Stories;

/// <summary>Keeps every log line with its scope and exception, as a collector would get it.</summary>
internal sealed class LineLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> lines = new();

    public string All => string.Join('\n', lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        lines.Enqueue($"Scope {ValuesOf(state)}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{logLevel} {formatter(state, exception)} {ValuesOf(state)} {exception}");

    public void Dispose() => lines.Clear();

    /// <summary>A collector gets the values of a line beside its text.</summary>
    private static string ValuesOf(object? state) =>
        state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values.Select(value => $"{value.Key}={value.Value}")) : $"{state}";
}
