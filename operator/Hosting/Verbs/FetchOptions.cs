using System.CommandLine;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>The command line of the container that brings the artifacts: the counterpart of <see cref="FetchArguments"/>.</summary>
internal sealed class FetchOptions(SharedOptions shared)
{
    private static readonly FetchOrder Initial = new() { For = "", Url = "", AccountId = "" };

    private readonly Option<string> _for = new(FetchArguments.For) { Description = "Namespace and name of the CronJob, such as data/analytics-marts: decides when within --fetch-spread the fetch begins, and is told in the log.", HelpName = "NAMESPACE/NAME", Required = true };
    private readonly Option<string> _url = new(FetchArguments.Url) { Description = "The address under which dbt Cloud opens in the browser, such as https://ab123.us1.dbt.com.", HelpName = "URL", Required = true };
    private readonly Option<string?> _account = Id(FetchArguments.Account, "The account's number.", isRequired: true);
    private readonly Option<string?> _project = Id(FetchArguments.Project, "Only runs of this project.");
    private readonly Option<string?> _environment = Id(FetchArguments.Environment, "Only runs in this environment.");
    private readonly Option<string?> _job = Id(FetchArguments.Job, "Only runs of this job.");
    private readonly Option<string?> _catalogProject = Id(FetchArguments.CatalogProject, "catalog.json comes from the newest such run of this project.");
    private readonly Option<string?> _catalogEnvironment = Id(FetchArguments.CatalogEnvironment, "catalog.json comes from the newest such run in this environment.");
    private readonly Option<string?> _catalogJob = Id(FetchArguments.CatalogJob, "catalog.json comes from the newest such run of this job.");
    private readonly Option<string> _runs = Choice(FetchArguments.Runs, RunChoices.LatestSuccessful, RunChoices.LatestFinished, "Which run is taken: the newest that succeeded, or the newest that ended, failed ones included.");
    private readonly Option<string> _testResults = Choice(FetchArguments.TestResults, RunChoices.LatestFinished, RunChoices.SameRun, "Whose test results: those of the newest run that ended, if it ran tests, or those of the same run.");
    private readonly Option<bool> _includeCi = new(FetchArguments.IncludeCiRuns) { Description = "Take runs for pull requests and merges, too." };
    private readonly Option<bool> _fill = new(FetchArguments.FillTestMessages) { Description = "Give test results without a message one: version 1.13 of the ingestion drops them otherwise.", HelpName = "true|false", DefaultValueFactory = _ => Initial.FillTestMessages };
    private readonly Option<bool> _requested = new(FetchArguments.Requested) { Description = "Somebody asked for this run: begin at once, and never skip." };
    private readonly Option<string?> _markFile = new(FetchArguments.MarkFile) { Description = "File with the mark of the last success: run, run of the test results, digest. With the same three again a file named skip is left, and nothing else.", HelpName = "FILE" };
    private readonly Option<string?> _markDigest = new(FetchArguments.MarkDigest) { Description = "This run's digest of document and image, to compare with that mark.", HelpName = "TEXT" };
    private readonly Option<string> _folder = new(FetchArguments.Folder) { Description = "Folder for manifest.json, catalog.json, run_results.json and sources.json.", HelpName = "FOLDER", DefaultValueFactory = _ => Initial.Folder };
    private readonly Option<string> _messageFile = new(FetchArguments.MessageFile) { Description = "File for the termination message.", HelpName = "FILE", DefaultValueFactory = _ => Initial.MessageFile };
    private readonly Option<int> _spread = OptionKinds.Number(FetchArguments.Spread, (int)Initial.Spread.TotalSeconds, 0, 3600, "Seconds over which the fetches that start at the same minute are spread.");
    private readonly Option<int> _deadline = OptionKinds.Number(FetchArguments.ActiveDeadline, (int)Initial.ActiveDeadline.TotalSeconds, 1, int.MaxValue, "The Job's activeDeadlineSeconds: at most a third of it passes in waiting.");
    private readonly Option<int> _callTimeout = OptionKinds.Number(FetchArguments.CallTimeout, (int)Initial.Limits.CallTimeout.TotalSeconds, 1, 3600, "Seconds for one answer of dbt Cloud.");

    public IEnumerable<Option> All =>
    [
        _for, _url, _account, _project, _environment, _job, _catalogProject, _catalogEnvironment, _catalogJob, _runs, _testResults, _includeCi, _fill, _requested,
        _markFile, _markDigest, _folder, _messageFile, _spread, _deadline, _callTimeout, .. shared.OfFiles, .. shared.OfWay, shared.LogFormat,
    ];

    /// <summary>What no option can tell alone; null where all is well.</summary>
    public string? TroubleIn(ParseResult parsed) =>
        parsed.GetValue(_markFile) is null == parsed.GetValue(_markDigest) is null ? null : $"{FetchArguments.MarkFile} and {FetchArguments.MarkDigest} belong together: give both or none.";

    public FetchOrder Read(ParseResult parsed) => new()
    {
        For = parsed.GetValue(_for)!,
        Url = parsed.GetValue(_url)!,
        AccountId = parsed.GetValue(_account)!,
        Wish = new RunWish
        {
            ProjectId = parsed.GetValue(_project),
            EnvironmentId = parsed.GetValue(_environment),
            JobId = parsed.GetValue(_job),
            OnlySuccessful = parsed.GetValue(_runs) == RunChoices.LatestSuccessful,
            NewestTestResults = parsed.GetValue(_testResults) == RunChoices.LatestFinished,
            IncludeCiRuns = parsed.GetValue(_includeCi),
        },
        CatalogFrom = CatalogOf(parsed),
        FillTestMessages = parsed.GetValue(_fill),
        IsRequested = parsed.GetValue(_requested),
        Mark = parsed.GetValue(_markFile) is { } file ? new MarkPlace(file, parsed.GetValue(_markDigest)!) : null,
        Folder = parsed.GetValue(_folder)!,
        MessageFile = parsed.GetValue(_messageFile)!,
        Spread = TimeSpan.FromSeconds(parsed.GetValue(_spread)),
        ActiveDeadline = TimeSpan.FromSeconds(parsed.GetValue(_deadline)),
        Limits = shared.Limits(parsed) with { CallTimeout = TimeSpan.FromSeconds(parsed.GetValue(_callTimeout)) },
        Way = shared.Way(parsed),
    };

    private RunPlace? CatalogOf(ParseResult parsed) =>
        new RunPlace(parsed.GetValue(_catalogProject), parsed.GetValue(_catalogEnvironment), parsed.GetValue(_catalogJob)) is var place && place != new RunPlace(null, null, null) ? place : null;

    private static Option<string?> Id(string name, string description, bool isRequired = false) => new(name)
    {
        Description = description,
        HelpName = "ID",
        Required = isRequired,
        CustomParser = result =>
        {
            if (result.Tokens.Single().Value is { Length: > 0 and <= 19 } digits && digits.All(char.IsAsciiDigit))
            {
                return digits;
            }

            result.AddError($"{name} takes a number of dbt Cloud, as it stands in the browser's address, not \"{result.Tokens.Single().Value}\".");
            return null;
        },
    };

    private static Option<string> Choice(string name, string first, string second, string description) => new(name)
    {
        Description = description,
        HelpName = $"{first}|{second}",
        DefaultValueFactory = _ => first,
        CustomParser = result =>
        {
            if (result.Tokens.Single().Value is var word && word != first && word != second)
            {
                result.AddError($"{name} takes {first} or {second}, not \"{word}\".");
            }

            return word;
        },
    };
}
