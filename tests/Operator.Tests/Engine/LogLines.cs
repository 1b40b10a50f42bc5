using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Operator.Tests.Engine;

/// <summary>Keeps log lines, each with what its scopes carry.</summary>
internal sealed class LogLines : ILogger
{
    private readonly AsyncLocal<IReadOnlyDictionary<string, object?>?> _scope = new();

    public ConcurrentQueue<LogLine> All { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _scope.Value = (state as IEnumerable<KeyValuePair<string, object?>>)?.ToDictionary();
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        All.Enqueue(new LogLine(logLevel, formatter(state, exception), exception, _scope.Value));
}

internal sealed record LogLine(LogLevel Level, string Text, Exception? Exception, IReadOnlyDictionary<string, object?>? Scope);

/// <summary>The same under the name of a class.</summary>
internal sealed class LogLines<T> : ILogger<T>
{
    public LogLines Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => Lines.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Log(logLevel, eventId, state, exception, formatter);
}
