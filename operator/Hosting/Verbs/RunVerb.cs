using System.CommandLine;
using Operator.Cluster;
using Operator.Cluster.Watching;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>Asks the operator to ingest now, and waits for the result if it is told to.</summary>
internal sealed class RunVerb(Surroundings surroundings)
{
    private readonly Argument<string> _name = VerbOptions.Ingestion();
    private readonly Option<string?> _namespace = VerbOptions.NamespaceOfIngestion();
    private readonly Option<string[]> _filters = VerbOptions.Filters();
    private readonly Option<bool> _wait = new("--wait") { Description = "Follow the runs to their ends; the exit code is that of the worst result." };
    private readonly Option<TimeSpan?> _timeout = Limit();
    private readonly Option<string?> _kubeconfig = VerbOptions.KubeconfigOrDefault();
    private readonly Option<string?> _context = VerbOptions.Context();

    public Command Build()
    {
        var verb = new Command("run", "Ingest now, as the operator does it: one Job of each filter, after one that still runs. Example: run analytics --filter marts --wait");
        verb.Arguments.Add(_name);
        foreach (var option in (IEnumerable<Option>)[_namespace, _filters, _wait, _timeout, _kubeconfig, _context])
        {
            verb.Options.Add(option);
        }

        verb.Validators.Add(result =>
        {
            if (result.GetResult(_timeout) is { Implicit: false } && !result.GetValue(_wait))
            {
                result.AddError("--timeout limits how long --wait waits: give that as well.");
            }
        });
        verb.SetAction(RunAsync);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (opened, trouble) = VerbCluster.OpenAny(parsed.GetValue(_kubeconfig), parsed.GetValue(_context), surroundings.Time);
        if (opened is null)
        {
            surroundings.Error.WriteLine(trouble);
            return CommandLine.WrongUsage;
        }

        using var cluster = opened;
        var key = new IngestionKey(parsed.GetValue(_namespace) ?? cluster.Namespace ?? "default", parsed.GetValue(_name)!);
        var (asked, not) = await new RunAsking(new RunRequests(cluster.Client), surroundings.Time).AskAsync(key, VerbOptions.Named(parsed.GetValue(_filters)!), cancellationToken);
        if (asked is null)
        {
            surroundings.Error.WriteLine(not!.Why);
            return not.ExitCode;
        }

        surroundings.Error.WriteLine($"{key}: a run of {string.Join(", ", asked.Filters)} is asked for ({asked.Request.Value}).");
        Tell(RunHints.Notes(asked));
        if (!parsed.GetValue(_wait))
        {
            return Leave(asked);
        }

        var watch = new OneWatch(cluster.Client, key, cluster.Watching, surroundings.Time, OperatorServices.Chance);
        return await new RunWaiting(watch, asked, surroundings).ToTheEndAsync(parsed.GetValue(_timeout), cancellationToken);
    }

    private int Leave(RunAsked asked)
    {
        Tell(RunHints.Delays(asked));
        var jobs = from selection in Selection.AllOf(asked.Before)
                   where asked.Filters.Contains(selection.Filter)
                   let job = RequestedRun.NameOf(selection, asked.Request.Value)
                   select new[] { selection.Filter, job, RunHints.LogsOf(asked.Before.Key, job) };
        surroundings.Out.Write(Columns.Of(["FILTER", "JOB", "ITS LOG, ONCE IT RUNS"], jobs));
        surroundings.Error.WriteLine($"{RunHints.Look(asked.Before.Key)}; --wait follows a run to its end.");
        return VerbExit.Done;
    }

    private void Tell(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            surroundings.Error.WriteLine(line);
        }
    }

    private static Option<TimeSpan?> Limit() => new("--timeout")
    {
        Description = "How long --wait waits at the most, such as 90s, 30m or 1h30m; the run goes on then. Default: as long as it takes.",
        HelpName = "DURATION",
        CustomParser = result =>
        {
            if (Timing.Duration(result.Tokens.Single().Value) is { } limit && limit > TimeSpan.Zero && limit < TimeSpan.FromDays(40))
            {
                return limit;
            }

            result.AddError($"--timeout takes a duration such as 90s, 30m or 1h30m, not \"{result.Tokens.Single().Value}\".");
            return null;
        },
    };
}
