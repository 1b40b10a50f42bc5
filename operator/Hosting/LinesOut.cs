using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;

namespace Operator.Hosting;

/// <summary>The log of a process that does one thing: each line is out before the next step begins, in the operator's own forms.</summary>
internal sealed class LinesOut(TextWriter output, LogFormat format, TimeProvider time) : ILoggerProvider
{
    private readonly JsonLines _json = new(time);

    public ILogger CreateLogger(string categoryName) => new Lines(categoryName, this);

    public void Dispose() => output.Flush();

    private void Write<TState>(in LogEntry<TState> entry)
    {
        if (format is LogFormat.Json)
        {
            _json.Write(entry, null, output);
            return;
        }

        var mark = entry.LogLevel switch { LogLevel.Warning => "warning: ", LogLevel.Error => "error: ", _ => "" };
        output.WriteLine($"{time.GetUtcNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} {mark}{entry.Formatter(entry.State, entry.Exception)}");
    }

    private sealed class Lines(string category, LinesOut all) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                all.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter));
            }
        }
    }
}
