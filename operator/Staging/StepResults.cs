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
        foreach (var step in steps)
        {
            var part = step is { } number ? $"{Artifact.RunResults.File}.{runId}.{number}" : $"{Artifact.RunResults.File}.{runId}";
            switch (await files.BringPartAsync(runId, Artifact.RunResults, step, part, () => new ResultsReading(), cancellationToken))
            {
                case Outcome<ResultsReading?>.Got { Value: { OnlyCompiled: false } reading }:
                    Log.Results(logger, runId, step, reading.Results.Count);
                    staged.Add(new StagedResults(part, reading));
                    break;
                case Outcome<ResultsReading?>.Got { Value: not null }:
                    Log.OnlyCompiled(logger, runId, step);
                    folder.Drop(part);
                    break;
                case Outcome<ResultsReading?>.Ended { Why: var why }:
                    return new Outcome<List<StagedResults>>.Ended(why);
            }
        }

        return new Outcome<List<StagedResults>>.Got(staged);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId}, step {Step}: {Count} results")]
        public static partial void Results(ILogger logger, string runId, int? step, int count);

        [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId}, step {Step}: its tests were only compiled, not run, so they are left out")]
        public static partial void OnlyCompiled(ILogger logger, string runId, int? step);
    }
}
