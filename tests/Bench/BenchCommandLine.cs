using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Bench.Machine;
using Bench.Reporting;
using Bench.Servers;
using Sandbox.Demo;

namespace Bench;

/// <summary>The command line: what is measured, how, and where the figures go.</summary>
internal sealed class BenchCommandLine(TextWriter output, TimeProvider time)
{
    private readonly Option<int[]> resources = new("--resources")
    {
        Description = "How many resources; several sizes with commas between or by giving the option again.",
        HelpName = "N,N",
        DefaultValueFactory = _ => [1_000],
        CustomParser = ParseSizes,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> program = new("--operator") { Description = "The operator to measure.", HelpName = "PATH", DefaultValueFactory = _ => Path.Combine(Checkout.Find().Top, "artifacts", "publish", "dbt-cloud-ingestion-operator") };
    private readonly Option<string[]> arguments = new("--operator-argument") { Description = "One more word for the operator's command line; may be given again.", HelpName = "WORD", DefaultValueFactory = _ => [] };
    private readonly Option<string?> kubeconfig = new("--kubeconfig") { Description = "A cluster for the bench alone. Default: that of BENCH_KUBECONFIG, else the sandbox's API server.", HelpName = "FILE", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("BENCH_KUBECONFIG") is { Length: > 0 } given ? given : null };
    private readonly Option<int> requestsPerMinute = Number("--requests-per-minute", 5_000, "What the operator may ask dbt Cloud with one token; the stand-in takes more. The operator's default is measured apart.");
    private readonly Option<int> idle = Number("--idle-seconds", 60, "How long idleness is watched.");
    private readonly Option<int> edits = Number("--edits", 200, "How many single edits.");
    private readonly Option<int> editPause = Number("--edit-pause-ms", 30, "Milliseconds between two edits.");
    private readonly Option<int> patience = Number("--patience-seconds", 300, "How long the bench waits for any one thing that the operator should do.");
    private readonly Option<string[]> skip = new("--skip") { Description = $"What is left out: {string.Join(", ", BenchRun.Skippable)}.", HelpName = "PHASE,PHASE", DefaultValueFactory = _ => [], CustomParser = ParseSkipped, AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> json = new("--output") { Description = "Where the figures are written as JSON; logs lie in a folder beside it.", HelpName = "FILE", DefaultValueFactory = _ => Path.Combine(Checkout.Find().Top, "artifacts", "bench.json") };

    public RootCommand Build()
    {
        var root = new RootCommand("Measures the operator as a process of its own, against an API server and stand-ins of dbt Cloud and OpenMetadata.");
        foreach (var option in (Option[])[resources, program, arguments, kubeconfig, requestsPerMinute, idle, edits, editPause, patience, skip, json])
        {
            root.Options.Add(option);
        }

        root.SetAction((parsed, cancellationToken) => MeasureAsync(Read(parsed), cancellationToken));
        root.Subcommands.Add(Publish());
        root.Subcommands.Add(Hidden("serve-outside", "RESOURCES", (word, token) => new OutsideServers(int.Parse(word, CultureInfo.InvariantCulture), time).RunAsync(token)));
        root.Subcommands.Add(Hidden("serve-kubernetes", "KUBECONFIG", (word, token) => new KubernetesServer(word, time).RunAsync(token)));
        return root;
    }

    private async Task<int> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        if (!File.Exists(options.Operator))
        {
            await Console.Error.WriteLineAsync($"There is no operator at {options.Operator}; `make publish` builds it, --operator names another.");
            return 2;
        }

        var sizes = await new BenchRun(options, new Journal(output, time)).RunAsync(cancellationToken);
        var report = new Report { Date = time.GetUtcNow(), Machine = MachineName.Read(), Sizes = sizes };
        await File.WriteAllTextAsync(options.Output, report.ToJson() + "\n", cancellationToken);
        await output.WriteLineAsync($"\n{Table.Text(sizes)}\n\n{options.Output}");
        return 0;
    }

    private BenchOptions Read(ParseResult parsed) => new()
    {
        Sizes = parsed.GetValue(resources)!,
        Operator = Path.GetFullPath(parsed.GetValue(program)!),
        OperatorArguments = parsed.GetValue(arguments)!,
        Kubeconfig = parsed.GetValue(kubeconfig),
        RequestsPerMinute = parsed.GetValue(requestsPerMinute),
        Idle = TimeSpan.FromSeconds(parsed.GetValue(idle)),
        Edits = parsed.GetValue(edits),
        EditPause = TimeSpan.FromMilliseconds(parsed.GetValue(editPause)),
        Patience = TimeSpan.FromSeconds(parsed.GetValue(patience)),
        Skip = parsed.GetValue(skip)!,
        Output = Path.GetFullPath(parsed.GetValue(json)!),
    };

    private Command Publish()
    {
        var files = new Argument<string[]>("FILE") { Description = "One or more files that --output has named.", Arity = ArgumentArity.OneOrMore };
        var into = new Option<string?>("--into") { Description = "A page whose part between <!-- figures --> and <!-- /figures --> is replaced.", HelpName = "PAGE" };
        var command = new Command("markdown", "Makes a Markdown table of figures that were measured before.") { files, into };
        command.SetAction(parsed => Page.Publish(parsed.GetValue(files)!, parsed.GetValue(into), output));
        return command;
    }

    private static Command Hidden(string name, string argument, Func<string, CancellationToken, Task<int>> run)
    {
        var word = new Argument<string>(argument);
        var command = new Command(name) { word };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => run(parsed.GetValue(word)!, cancellationToken));
        return command;
    }

    private static Option<int> Number(string name, int initial, string description) => new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => initial };

    private static int[] ParseSizes(ArgumentResult result)
    {
        var words = Words(result);
        var sizes = words.Select(word => int.TryParse(word, out var size) && size > 0 ? size : 0).ToArray();
        if (sizes.Contains(0))
        {
            result.AddError("--resources takes whole numbers above 0, such as 1000,5000.");
        }

        return sizes;
    }

    private static string[] ParseSkipped(ArgumentResult result)
    {
        var words = Words(result);
        if (words.Except(BenchRun.Skippable).FirstOrDefault() is { } unknown)
        {
            result.AddError($"--skip knows no \"{unknown}\"; it takes {string.Join(", ", BenchRun.Skippable)}.");
        }

        return words;
    }

    private static string[] Words(ArgumentResult result) =>
        [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
