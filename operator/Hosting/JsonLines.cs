using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Operator.Hosting;

/// <summary>
/// One flat JSON object a line under the keys of controller-runtime's logs: level, ts, logger, msg, then what the scope carries
/// (controller, namespace, name, reconcileID), then the message's own values, then error and stacktrace.
/// </summary>
internal sealed class JsonLines(TimeProvider time) : ConsoleFormatter(FormatName)
{
    public const string FormatName = "json-lines";

    private const string Template = "{OriginalFormat}";

    // Nothing here ends in a web page: quotes and umlauts stay readable.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("level", NameOf(logEntry.LogLevel));
            json.WriteString("ts", time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("logger", logEntry.Category);
            json.WriteString("msg", logEntry.Formatter(logEntry.State, logEntry.Exception));
            WriteValues(json, scopeProvider, logEntry.State);
            if (logEntry.Exception is { } exception)
            {
                json.WriteString("error", exception.Message);
                json.WriteString("stacktrace", exception.ToString());
            }

            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>From the outermost scope inwards; a name is written once.</summary>
    private static void WriteValues(Utf8JsonWriter json, IExternalScopeProvider? scopes, object? state)
    {
        HashSet<string> written = ["level", "ts", "logger", "msg", "error", "stacktrace", Template];
        scopes?.ForEachScope((scope, into) => WriteValues(into.json, scope, into.written), (json, written));
        WriteValues(json, state, written);
    }

    private static void WriteValues(Utf8JsonWriter json, object? carrier, HashSet<string> written)
    {
        foreach (var (name, value) in carrier as IEnumerable<KeyValuePair<string, object?>> ?? [])
        {
            if (written.Add(name))
            {
                json.WritePropertyName(name);
                WriteValue(json, value);
            }
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        _ => level.ToString().ToLowerInvariant(),
    };
}
