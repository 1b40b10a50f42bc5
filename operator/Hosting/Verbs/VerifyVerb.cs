using System.CommandLine;
using System.Text.Json;
using Operator.Cluster;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>The guide's checklist from the command line: is what the last run brought seen in OpenMetadata? Nothing is written.</summary>
internal sealed class VerifyVerb(Surroundings surroundings, SharedOptions shared)
{
    private readonly Argument<string> _name = VerbOptions.Ingestion();
    private readonly Option<string?> _namespace = VerbOptions.NamespaceOfIngestion();
    private readonly Option<string[]> _filters = VerbOptions.Filters();
    private readonly Option<OutputForm> _output = VerbOptions.Output(OutputForm.Json);
    private readonly Option<string?> _kubeconfig = VerbOptions.KubeconfigOrDefault();
    private readonly Option<string?> _context = VerbOptions.Context();
    private readonly Option<string?> _dbtToken = TokenOf("--dbt-token-file");
    private readonly Option<string?> _botToken = TokenOf("--openmetadata-token-file");

    public Command Build()
    {
        var verb = new Command("verify", "Is what the last run brought seen in OpenMetadata: tables, lineage, descriptions, test results? Example: verify analytics --filter marts");
        verb.Arguments.Add(_name);
        foreach (var option in (IEnumerable<Option>)[_namespace, _filters, _output, _kubeconfig, _context, _dbtToken, _botToken, .. shared.OfCalls])
        {
            verb.Options.Add(option);
        }

        verb.SetAction(RunAsync);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (opened, noCluster) = VerbCluster.OpenAny(parsed.GetValue(_kubeconfig), parsed.GetValue(_context), surroundings.Time);
        var (dbt, noDbt) = TokenFile.Read(parsed.GetValue(_dbtToken), _dbtToken.Name);
        var (bot, noBot) = TokenFile.Read(parsed.GetValue(_botToken), _botToken.Name);
        using var cluster = opened;
        if (new[] { noCluster, noDbt, noBot }.OfType<string>().ToList() is { Count: > 0 } wrong)
        {
            wrong.ForEach(surroundings.Error.WriteLine);
            return CommandLine.WrongUsage;
        }

        var key = new IngestionKey(parsed.GetValue(_namespace) ?? cluster!.Namespace ?? "default", parsed.GetValue(_name)!);
        var filters = VerbOptions.Named(parsed.GetValue(_filters)!);
        var (ingestion, not) = await FindAsync(cluster!, key, filters, cancellationToken);
        if (ingestion is null)
        {
            surroundings.Error.WriteLine(not!.Why);
            return not.ExitCode;
        }

        var keys = new GivenKeys(new ManifestKeys());
        keys.Give(ingestion, new GivenTokens(dbt, bot), GivenTokens.None);
        await using var services = VerbServices.Build(shared.ReadCalls(parsed), new OfflineCluster(keys, cluster!.Look), surroundings.Time);
        return Tell(ingestion, await new Verifying(services, cluster.Look).OfAsync(ingestion, filters, cancellationToken), parsed.GetValue(_output));
    }

    private async Task<(DbtCloudIngestion? Ingestion, NotAsked? Not)> FindAsync(VerbCluster cluster, IngestionKey key, IReadOnlyList<string> filters, CancellationToken cancellationToken)
    {
        var requests = new RunRequests(cluster.Client);
        var answer = await requests.ReadAsync(key, cancellationToken);
        if (answer.Body is not { } ingestion)
        {
            return (null, await new RunAsking(requests, surroundings.Time).NotReadAsync(key, answer.Failure!, cancellationToken));
        }

        if (RunAsking.UnknownFilter(ingestion, filters) is { } unknown)
        {
            return (null, new NotAsked(unknown, VerbExit.Failed));
        }

        // Jobs that may not be listed are as good as gone: the run is then known from the status alone.
        if (await cluster.Look.LookAsync(key, cancellationToken) is { } trouble)
        {
            surroundings.Error.WriteLine($"Without the Jobs of {key}, of which the cluster says: {trouble.TrimEnd('.')}.");
        }

        return (ingestion, null);
    }

    private int Tell(DbtCloudIngestion ingestion, IReadOnlyList<VerifiedFilter> verified, OutputForm form)
    {
        var all = new CheckedIngestion(new IngestionManifest("", 0, ingestion), [.. verified.SelectMany(one => one.Lines)]);
        if (form is OutputForm.Json)
        {
            surroundings.Out.WriteLine(JsonSerializer.Serialize(new VerifiedPage(all.ExitCode, ingestion.Key.Namespace, ingestion.Key.Name, all.Result, [.. verified.Select(EntryOf)]), ReadableJson.Of.VerifiedPage));
            return all.ExitCode;
        }

        CheckText.Write(all, isFurther: false, surroundings);
        return all.ExitCode;
    }

    private static VerifiedEntry EntryOf(VerifiedFilter one) => new(
        one.Filter, one.Run?.Job, one.Run?.RunId, one.Run?.DbtRun?.Id, [.. one.Lines.Select(line => CheckJson.Of(line with { Filter = null }))]);

    private static Option<string?> TokenOf(string name) => new(name) { Description = "File with the token; a line break at its end does not count. Default: the Secret that the ingestion names.", HelpName = "FILE" };
}

/// <summary>What <c>verify -o json</c> prints.</summary>
internal sealed record VerifiedPage(int ExitCode, string Namespace, string Name, string Result, IReadOnlyList<VerifiedEntry> Runs);

internal sealed record VerifiedEntry(string? Filter, string? Job, string? RunId, string? DbtRunId, IReadOnlyList<CheckTick> Checks);
