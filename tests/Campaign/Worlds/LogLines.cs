using System.Collections.Concurrent;

namespace Campaign.Worlds;

/// <summary>Every line that one operator process has logged, with its values and its exception, as a collector would get it.</summary>
internal sealed class LogLines(TimeProvider time) : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();
    private bool _closed;

    public IReadOnlyList<string> All => [.. _lines];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => !_closed;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!_closed)
        {
            _lines.Enqueue($"{time.GetUtcNow():HH:mm:ss} {logLevel} {formatter(state, exception)} {exception}");
        }
    }

    /// <summary>A process that has died says nothing more.</summary>
    public void Close() => _closed = true;

    public void Dispose()
    {
        // What was said is read after the process has ended.
    }
}
