using System.Globalization;

namespace Sandbox.Ingestion;

/// <summary>Writes standard error in the layout of the real package, without its colours.</summary>
internal sealed class IngestionLog(TextWriter output, LogPlaces places, TimeProvider time)
{
    public LogPlaces Places => places;

    public void Info(string logger, string place, string message) => Line("INFO", logger, place, message);

    public void Warning(string logger, string place, string message) => Line("WARNING", logger, place, message);

    public void Error(string logger, string place, string message) => Line("ERROR", logger, place, message);

    public void Summary(string message) => Info("Utils", places.Summary, message);

    /// <summary>The end of a run that could not begin.</summary>
    public void CouldNotStart(string sentence)
    {
        Error("Utils", places.Summary, "");
        output.WriteLine(sentence);
        Info("Utils", places.Summary, "");
        output.WriteLine("For more information, please visit: https://docs.open-metadata.org/connectors/ingestion/workflows/metadata");
        output.WriteLine("Or join us in Slack: https://slack.open-metadata.org/");
    }

    public void Raise(string sentence) => output.WriteLine($"metadata.config.common.WorkflowExecutionError: {sentence}");

    private void Line(string level, string logger, string place, string message) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"[{time.GetUtcNow():yyyy-MM-dd HH:mm:ss}] {level,-8} {{metadata.{logger}:{place}}} - {message}"));
}
