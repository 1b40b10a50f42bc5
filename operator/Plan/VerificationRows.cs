using Operator.Resource;

namespace Operator.Plan;

/// <summary>The five rows of the guide's checklist, each with the model that shows it or lacks it.</summary>
internal static class VerificationRows
{
    public static IReadOnlyList<CheckStatus> Of(DbtCloudIngestion ingestion, RunStatus run, ArrivalSeen arrival, string? image)
    {
        var causes = new MissingCauses(ingestion, run, arrival, image);
        return
        [
            DbtRun(ingestion, run.DbtRun),
            Ingestion(run),
            Row(VerificationNames.Lineage, arrival, model => model.HasLineage, model => model.Derived, causes.OfLineage),
            Row(VerificationNames.Descriptions, arrival, model => model.HasDescription, model => model.Described, causes.OfDescription),
            Row(VerificationNames.TestResults, arrival, model => model.HasTestResult, model => model.Tested, causes.OfTestResult),
        ];
    }

    private static CheckStatus DbtRun(DbtCloudIngestion ingestion, DbtRunStatus? run) => run switch
    {
        { Id: { } id, Status: "Success" } => Passed(VerificationNames.DbtRun, $"run {id}"),
        { Id: { } id, Status: { } status } => Failed(
            VerificationNames.DbtRun,
            $"run {id} ended as {status} in dbt Cloud, and {(ArtifactsModes.IsStaged(ingestion) ? "artifacts.runs takes it all the same" : "the ingestion takes the newest run that has finished")}; repair its job and run it again"),
        { Id: { } id } => Unknown(VerificationNames.DbtRun, $"how run {id} ended is not known"),
        _ => Unknown(VerificationNames.DbtRun, "which run of dbt Cloud it took is not known"),
    };

    private static CheckStatus Ingestion(RunStatus run) =>
        run.Result == Reasons.LastRunSucceeded.Succeeded.Name ? Passed(VerificationNames.Ingestion, $"Job {run.Job}")
            : Failed(VerificationNames.Ingestion, run.Message ?? $"Job {run.Job} ended as {run.Result}") with { Reason = run.Result };

    private static CheckStatus Row(
        string name, ArrivalSeen arrival, Func<ModelSeen, bool?> shows, Func<FetchedModel, bool?> isExpected, Func<ModelSeen?, MissingCause> causeFor)
    {
        if (arrival.Models.FirstOrDefault(model => shows(model) == true) is { } proof)
        {
            return Passed(name, proof.Name);
        }

        if (arrival.FoundNone)
        {
            return Failed(name, "none of the tables that were looked for is in OpenMetadata; openMetadata.databaseService must be the service that dbt writes to");
        }

        if (Unasked(arrival, wasAsked: arrival.Models.Any(model => shows(model) == false)) is { } why)
        {
            return Unknown(name, why);
        }

        var cause = causeFor(arrival.Models.FirstOrDefault(model => shows(model) == false && isExpected(model.Model) != false));
        return cause.IsFailure ? Failed(name, cause.Text) : Unknown(name, cause.Text);
    }

    /// <summary>Where another table might still show it, nothing is told of those that do not.</summary>
    private static string? Unasked(ArrivalSeen arrival, bool wasAsked) =>
        (arrival.Trouble is { } trouble && (trouble.MayPass || !wasAsked) ? trouble.Why : null)
            ?? (arrival.AreAllFiltered ? "the filters of the options leave out every model that was looked at"
            : arrival.Models.Count == 0 ? "the run names no model that makes a table"
            : null);

    private static CheckStatus Passed(string name, string message) => new() { Name = name, Result = CheckResults.Passed, Message = message };

    private static CheckStatus Failed(string name, string message) => new() { Name = name, Result = CheckResults.Failed, Message = message };

    private static CheckStatus Unknown(string name, string message) => new() { Name = name, Result = CheckResults.Unknown, Message = message };
}
