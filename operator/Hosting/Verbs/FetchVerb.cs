using System.CommandLine;
using Operator.DbtCloud;
using Operator.Outbound;
using Operator.Plan;
using Operator.Staging;

namespace Operator.Hosting.Verbs;

/// <summary>Brings the artifacts of one dbt run into a folder: what the init container of a run is.</summary>
internal sealed partial class FetchVerb(Surroundings surroundings, SharedOptions shared)
{
    private readonly FetchOptions _options = new(shared);

    public Command Build()
    {
        var verb = new Command(
            FetchArguments.Verb,
            $"Choose a run of dbt Cloud and bring its artifacts; the init container of a run. The token comes from {OwnNames.DbtTokenVariable}. "
            + "Exit codes: 0 the files are there (or a file named skip), 1 an error of its own, 2 wrong command line, 3 no files, a later try may help, 4 no files, another try cannot help.");
        foreach (var option in _options.All)
        {
            verb.Options.Add(option);
        }

        verb.SetAction(RunAsync);
        return verb;
    }

    public FetchOrder Read(ParseResult parsed) => _options.Read(parsed);

    /// <summary>Where a command line that cannot be read wants its last words; null where it is another verb's.</summary>
    public static string? MessageFileOf(string[] words) => words is not [FetchArguments.Verb, ..] ? null
        : words.SkipWhile(word => word != FetchArguments.MessageFile).ElementAtOrDefault(1) ?? FetchOrder.DefaultMessageFile;

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var order = Read(parsed);
        var account = DbtAccount.At(order.Url, order.AccountId);
        string?[] wrong = [_options.TroubleIn(parsed), account is null ? $"{FetchArguments.Url} takes an address such as https://ab123.us1.dbt.com: http or https, without user, query or fragment." : null];
        if (wrong.OfType<string>().ToList() is { Count: > 0 } complaints)
        {
            complaints.ForEach(surroundings.Error.WriteLine);
            LastWords.Complain(string.Join('\n', complaints), order.MessageFile);
            return CommandLine.WrongUsage;
        }

        using var log = new LinesOut(surroundings.Out, parsed.GetValue(shared.LogFormat), surroundings.Time);
        var logger = log.CreateLogger(nameof(Fetch));
        var (message, code) = await FetchAsync(order, account!, shared.Outbound(parsed), logger, cancellationToken);
        await LastWords.LeaveAsync(message, order.MessageFile, logger, cancellationToken);
        return code;
    }

    private async Task<(FetchMessage Message, int ExitCode)> FetchAsync(FetchOrder order, DbtAccount account, OutboundOptions outbound, ILogger logger, CancellationToken cancellationToken)
    {
        if (AccessToken.From(surroundings.Variable(OwnNames.DbtTokenVariable) ?? "") is not { } token)
        {
            Log.NoToken(logger, OwnNames.DbtTokenVariable);
            return Failed(FetchReason.InvalidTokenOrHost, FetchReason.InvalidTokenOrHost.ExitCode);
        }

        var calls = OutboundCalls.Over(Bounded(outbound, order.Limits), surroundings.Time, OperatorServices.Chance);
        try
        {
            var message = await new Fetch(order, account, token, calls, OperatorServices.Chance, surroundings.Time, logger).RunAsync(cancellationToken);
            return (message, FetchReason.Named(message.Reason)?.ExitCode ?? VerbExit.Done);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Only the kind of it: what the runtime writes into such a text is not known.
            Log.Crashed(logger, exception.GetType().Name, exception.StackTrace);
            return Failed(FetchReason.ArtifactsUnavailable, ProcessExit.Crashed);
        }
    }

    private static (FetchMessage Message, int ExitCode) Failed(FetchReason reason, int exitCode) => (new FetchMessage { Reason = reason.Name }, exitCode);

    /// <summary>The fetch has a limit of its own for calls, and its own way of trying again.</summary>
    private static OutboundOptions Bounded(OutboundOptions outbound, FetchLimits limits) => outbound with
    {
        CallTimeout = limits.CallTimeout,
        ArtifactTimeout = limits.ArtifactTimeout,
        MaxArtifactBytes = limits.ArtifactMebibytes * 1024L * 1024,

        // The steps of a run come with their logs.
        MaxBodyBytes = limits.ArtifactMebibytes * 1024L * 1024,
        MaxLargeBodyBytes = limits.ArtifactMebibytes * 1024L * 1024,
        RequestsPerMinute = int.MaxValue,
        Repetitions = 0,
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Variable} holds no token: it is unset or empty, or has white space or a line break in it; store the token again without")]
        public static partial void NoToken(ILogger logger, string variable);

        [LoggerMessage(Level = LogLevel.Error, Message = "An error of this program: {Kind} {Where}")]
        public static partial void Crashed(ILogger logger, string kind, string? where);
    }
}
