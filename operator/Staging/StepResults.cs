using System.Globalization;
using Operator.DbtCloud;
using Operator.Plan;

namespace Operator.Staging;

/// <summary>The results that one step left, beside their place in the folder.</summary>
internal sealed record StagedResults(string Part, ResultsReading Reading);

/// <summary>Brings the results of each step of a run that ran tests: the file of the last step alone is often one that nobody ran.</summary>
internal sealed partial class StepResults(RunSource source, ArtifactFiles files, StagingFolder folder, ILogger logger)
{
    /// <summary>In the order of the steps, without those that only compiled; empty where the run ran no tests.</summary>
    public async Task<Outcome<List<StagedResults>>> BringAsync(string runId, CancellationToken cancellationToken)
    {
        switch (await source.RunAsync(runId, cancellationToken))
        {
            case DbtCloudAnswer<DbtRun>.Found { Value: var run }:
                return await OfStepsAsync(runId, StepsOf(run), cancellationToken);
            case DbtCloudAnswer<DbtRun>.Failed { Why: var why }:
                return new Outcome<List<StagedResults>>.Ended(Trouble.Of(why, source.Account));
            default:
                return new Outcome<List<StagedResults>>.Got([]);
        }
    }

    /// <summary>The numbers of the steps to ask for; null stands for the last one, whatever it was, where the run names no steps.</summary>
    private static IReadOnlyList<int?> StepsOf(DbtRun run) => run.Steps.Any(step => step.CommandLine is not null)
        ? [.. run.Steps.Where(step => step.Status is not { IsFinished: false } && DbtCommand.ResultsOf(step.CommandLine ?? "") is Plan.Results.OfTests).Select(step => (int?)step.Index)]
        : [null];

    private async Task<Outcome<List<StagedResults>>> OfStepsAsync(string runId, IReadOnlyList<int?> steps, CancellationToken cancellationToken)
    {
        var staged = new List<StagedResults>();
        var answered = false;
        foreach (var step in steps)
        {
            var part = $"{Artifact.RunResults.File}.{runId}.{step?.ToString(CultureInfo.InvariantCulture) ?? "last"}";
            switch (await files.BringPartAsync(runId, Artifact.RunResults, step, part, () => new ResultsReading(), cancellationToken))
            {
                case Outcome<ResultsReading?>.Got { Value: { } reading }:
                    answered = true;
                    Keep(new StagedResults(part, reading), runId, step, staged);
                    break;
                case Outcome<ResultsReading?>.Ended { Why: var why }:
                    return new Outcome<List<StagedResults>>.Ended(why);
            }
        }

        // Not every dbt Cloud has kept the files of steps.
        return answered || steps is not [not null, ..] ? new Outcome<List<StagedResults>>.Got(staged) : await OfStepsAsync(runId, [null], cancellationToken);
    }

    private void Keep(StagedResults results, string runId, int? step, List<StagedResults> staged)
    {
        var name = step is { } number ? $"step {number}" : "last step";
        if (results.Reading.OnlyCompiled)
        {
            Log.OnlyCompiled(logger, runId, name);
            folder.Drop(results.Part);
            return;
        }

        Log.Results(logger, runId, name, results.Reading.Results.Count);
        staged.Add(results);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId}, {Step}: {Count} results")]
        public static partial void Results(ILogger logger, string runId, string step, int count);

        [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId}, {Step}: its tests were only compiled, not run, so they are left out")]
        public static partial void OnlyCompiled(ILogger logger, string runId, string step);
    }
}
