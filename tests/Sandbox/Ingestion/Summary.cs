using System.Globalization;

namespace Sandbox.Ingestion;

/// <summary>The end of a run: the state it reports, the lines it prints, the code it exits with.</summary>
internal static class Summary
{
    public static string State(RunContext run) =>
        Failing(run) is not null ? "failed" : run.Source.Errors + run.Sink.Errors > 0 ? "partialSuccess" : "success";

    public static int Print(RunContext run, TimeSpan took)
    {
        if (run.Family == Family.OneTwelve)
        {
            run.Log.Summary("Execution Time Summary");
            run.Log.Summary("");
        }

        Print(run.Log, run.Source);
        Print(run.Log, run.Sink);
        if (run.Source.Errors + run.Sink.Errors > 0)
        {
            run.Log.Summary("List of failures:");
            run.Log.Summary("");
        }

        var percent = Math.Round((run.Source.SuccessPercent + run.Sink.SuccessPercent) / 2, 2);
        run.Log.Summary($"Workflow Success %: {percent.ToString("0.0#", CultureInfo.InvariantCulture)}");
        run.Log.Summary($"Workflow finished in time: {Duration(took)}");
        return Exit(run);
    }

    private static int Exit(RunContext run)
    {
        if (Failing(run) is not { } step)
        {
            return 0;
        }

        run.Log.Summary("Workflow finished with failures");
        if (!run.Workflow.RaisesOnError)
        {
            return 0;
        }

        run.Log.Raise(step.Sentence());
        return 1;
    }

    /// <summary>Each step is held against the threshold on its own.</summary>
    private static StepTally? Failing(RunContext run) =>
        new[] { run.Source, run.Sink }.FirstOrDefault(step => step.Errors > 0 && step.SuccessPercent < run.Workflow.SuccessThreshold);

    private static void Print(IngestionLog log, StepTally step)
    {
        log.Summary($"Workflow {step.Name} Summary:");
        log.Summary($"Processed records: {step.Records}");
        log.Summary("Updated records: 0");
        log.Summary($"Warnings: {step.Warnings}");
        if (step.Filtered > 0)
        {
            log.Summary($"Filtered: {step.Filtered}");
        }

        log.Summary($"Errors: {step.Errors}");
        log.Summary($"Success %: {step.SuccessText}");
    }

    private static string Duration(TimeSpan took) => took >= TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)took.TotalSeconds}s {took.Milliseconds:000}.000ms")
        : string.Create(CultureInfo.InvariantCulture, $"{took.TotalMilliseconds:0.000}ms");
}
