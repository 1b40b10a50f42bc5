using Operator.DbtCloud;
using Operator.Outbound;
using Operator.Plan;

namespace Operator.Staging;

/// <summary>The whole fetch as one story: wait for a turn, choose the run, take the results of its tests, skip what is known, bring the files.</summary>
internal sealed partial class Fetch
{
    private readonly FetchOrder _order;
    private readonly ILogger _logger;
    private readonly Allowance _allowance;
    private readonly PatientCalls _patient;
    private readonly RunSource _source;
    private readonly StagingFolder _folder;
    private readonly RunChoice _choice;
    private readonly StepResults _steps;
    private readonly ArtifactSet _artifacts;
    private ChosenRun.Taken? _taken;
    private List<StagedResults> _results = [];
    private bool _isSkipped;

    public Fetch(FetchOrder order, DbtAccount account, AccessToken token, IOutboundCalls outbound, Func<double> chance, TimeProvider time, ILogger logger)
    {
        (_order, _logger) = (order, logger);
        _allowance = Allowance.Within(order.ActiveDeadline, time);
        _patient = new PatientCalls(_allowance, chance, time, logger);
        _source = new RunSource(outbound, account, token, _patient);
        _folder = new StagingFolder(order.Folder);
        _choice = new RunChoice(_source, _allowance, time, logger);
        var files = new ArtifactFiles(_source, _folder, logger);
        _steps = new StepResults(_source, files, _folder, logger);
        _artifacts = new ArtifactSet(order, _choice, files, _folder, logger);
    }

    /// <summary>What the operator is to know of it, whatever came of it.</summary>
    public async Task<FetchMessage> RunAsync(CancellationToken cancellationToken)
    {
        var trouble = await TryAsync(cancellationToken);
        if (trouble is not null)
        {
            Log.Ended(_logger, trouble.Reason, trouble.Sentence);
        }

        return new FetchMessage
        {
            Run = Told(_taken?.Run),
            TestsFrom = _taken?.TestsFrom == _taken?.Run ? null : Told(_taken?.TestsFrom),
            Missing = _artifacts.Missing.Count > 0 ? _artifacts.Missing : null,
            FilledIn = _artifacts.FilledIn > 0 ? _artifacts.FilledIn : null,
            AskedForSilence = _patient.Silences > 0 ? _patient.Silences : null,
            Digest = _order.Mark?.Digest,
            Reason = trouble?.Reason.Name,
            Skipped = _isSkipped ? true : null,
            Models = [.. _artifacts.Models.Where(model => !_source.Repeats(model.Database, model.Schema, model.Alias))],
        };
    }

    private async Task<Trouble?> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            _folder.Clear();
            await WaitForTurnAsync(cancellationToken);
            return await ChooseAsync(cancellationToken)
                ?? await TakeResultsAsync(cancellationToken)
                ?? (IsKnown() ? await SkipAsync(cancellationToken) : await _artifacts.BringAsync(_taken!.Run, _results, cancellationToken));
        }
        catch (Exception exception) when (exception is FolderException or IOException or UnauthorizedAccessException)
        {
            return new Trouble(FetchReason.ArtifactsUnavailable, $"{_order.Folder} does not take the files; it has to be a folder that can be written, and large enough");
        }
    }

    private async Task WaitForTurnAsync(CancellationToken cancellationToken)
    {
        // Half of what may pass in waiting stays for what is not foreseen.
        var spread = new[] { _order.Spread, _allowance.MostWaiting / 2 }.Min();
        var wait = spread * StableHash.FractionOf(_order.For);
        if (!_order.IsRequested && wait > TimeSpan.Zero)
        {
            Log.Waiting(_logger, (int)wait.TotalSeconds);
            await _allowance.WaitAsync(wait, cancellationToken);
        }
    }

    private async Task<Trouble?> ChooseAsync(CancellationToken cancellationToken)
    {
        Log.Asking(_logger, _source.Account.Url.Host, _source.Account.Id, _order.For);
        switch (await _choice.ChooseAsync(_order.Wish, cancellationToken))
        {
            case Outcome<ChosenRun.Taken>.Got { Value: var taken }:
                _taken = taken;
                Log.Chosen(_logger, taken.Run.Id, taken.Run.Status, taken.Run.FinishedAt);
                return null;
            case var ended:
                return ((Outcome<ChosenRun.Taken>.Ended)ended).Why;
        }
    }

    /// <summary>Those of the newer run, unless that one ran no tests.</summary>
    private async Task<Trouble?> TakeResultsAsync(CancellationToken cancellationToken)
    {
        var (run, newer) = _taken!;
        if (IsKnown())
        {
            return null;
        }

        if (newer != run)
        {
            Log.TestsFrom(_logger, newer.Id, newer.Status);
            if (await TakeResultsOfAsync(newer, cancellationToken) is { } trouble)
            {
                return trouble;
            }

            if (_results.Any(step => step.Reading.Tests > 0))
            {
                return null;
            }

            Log.NoTests(_logger, newer.Id, run.Id);
        }

        _results.ForEach(step => _folder.Drop(step.Part));
        _taken = _taken with { TestsFrom = run };
        return IsKnown() ? null : await TakeResultsOfAsync(run, cancellationToken);
    }

    private async Task<Trouble?> TakeResultsOfAsync(CandidateRun run, CancellationToken cancellationToken)
    {
        switch (await _steps.BringAsync(run.Id, cancellationToken))
        {
            case Outcome<List<StagedResults>>.Got { Value: var results }:
                _results = results;
                return null;
            case var ended:
                return ((Outcome<List<StagedResults>>.Ended)ended).Why;
        }
    }

    /// <summary>A success has ingested exactly this already.</summary>
    private bool IsKnown() => _order is { IsRequested: false, Mark: { } mark } && MarkFile.Read(mark.File) == new SuccessMark(_taken!.Run.Id, _taken.TestsFrom.Id, mark.Digest);

    private async Task<Trouble?> SkipAsync(CancellationToken cancellationToken)
    {
        Log.Skipped(_logger, _taken!.Run.Id);
        _results.ForEach(step => _folder.Drop(step.Part));
        await _folder.WriteAsync(StagedFiles.Skip, ReadOnlyMemory<byte>.Empty, cancellationToken);
        _isSkipped = true;
        return null;
    }

    private static FetchedRun? Told(CandidateRun? run) => run is null ? null : new FetchedRun(run.Id, run.JobId, run.Status, run.FinishedAt);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Waiting {Seconds} s, since not all fetches of one minute should ask dbt Cloud at once")]
        public static partial void Waiting(ILogger logger, int seconds);

        [LoggerMessage(Level = LogLevel.Information, Message = "Asking {Host} for the runs of account {Account}, for {CronJob}")]
        public static partial void Asking(ILogger logger, string host, string account, string cronJob);

        [LoggerMessage(Level = LogLevel.Information, Message = "Taking run {RunId} ({Status}, ended {FinishedAt:u})")]
        public static partial void Chosen(ILogger logger, string runId, string status, DateTimeOffset? finishedAt);

        [LoggerMessage(Level = LogLevel.Information, Message = "Looking for test results in run {RunId} ({Status}), which is newer")]
        public static partial void TestsFrom(ILogger logger, string runId, string status);

        [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} ran no tests; taking the results of run {Other}")]
        public static partial void NoTests(ILogger logger, string runId, string other);

        [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} is ingested already, with this document and image: nothing is to be done")]
        public static partial void Skipped(ILogger logger, string runId);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Reason}: {Sentence}")]
        public static partial void Ended(ILogger logger, FetchReason reason, string sentence);
    }
}
