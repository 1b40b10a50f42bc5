using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Bench.Fetching;
using Bench.Machine;
using Bench.Reporting;
using Bench.Servers;
using Sandbox.Demo;

namespace Bench;

/// <summary>The command line: what is measured, how, and where the figures go.</summary>
internal sealed class BenchCommandLine(TextWriter output, TextWriter errors, TimeProvider time)
{
    public const int WrongUsage = 2;

    private readonly Option<int[]> resources = new("--resources")
    {
        Description = "How many resources; several sizes with commas between or by giving the option again.",
        HelpName = "N,N",
        DefaultValueFactory = _ => [1_000],
        CustomParser = BenchOptionKinds.ParseSizes,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> program = new("--operator") { Description = "The operator to measure.", HelpName = "PATH", DefaultValueFactory = _ => Path.Combine(Checkout.Find().Top, "artifacts", "publish", "operator", "dbt-cloud-ingestion-operator") };
    private readonly Option<string[]> arguments = new("--operator-argument") { Description = "One more word for the operator's command line; may be given again.", HelpName = "WORD", DefaultValueFactory = _ => [] };
    private readonly Option<string?> kubeconfig = new("--kubeconfig") { Description = "A cluster for the bench alone. Default: that of BENCH_KUBECONFIG, else the sandbox's API server.", HelpName = "FILE", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("BENCH_KUBECONFIG") is { Length: > 0 } given ? given : null };
    private readonly Option<int> requestsPerMinute = BenchOptionKinds.Number("--requests-per-minute", 5_000, 1, "What the operator may ask dbt Cloud with one token; the stand-in takes more. The operator's default is measured apart.");
    private readonly Option<int> idle = BenchOptionKinds.Number("--idle-seconds", 60, 1, "How long idleness is watched.", "idle");
    private readonly Option<int> edits = BenchOptionKinds.Number("--edits", 200, 1, "How many single edits.", "edit");
    private readonly Option<int> editPause = BenchOptionKinds.Number("--edit-pause-ms", 30, 0, "Milliseconds between two edits.");
    private readonly Option<int> patience = BenchOptionKinds.Number("--patience-seconds", 300, 1, "How long the bench waits for any one thing that the operator should do.");
    private readonly Option<string[]> skip = new("--skip") { Description = $"What is left out: {string.Join(", ", BenchRun.Skippable)}.", HelpName = "PHASE,PHASE", DefaultValueFactory = _ => [], CustomParser = BenchOptionKinds.ParseSkipped, AllowMultipleArgumentsPerToken = true };
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
        root.Subcommands.Add(Fetch());
        root.Subcommands.Add(Hidden("serve-outside", "RESOURCES", (word, token) => new OutsideServers(int.Parse(word, CultureInfo.InvariantCulture), time).RunAsync(token)));
        root.Subcommands.Add(Hidden("serve-kubernetes", "KUBECONFIG", (word, token) => new KubernetesServer(word, time).RunAsync(token)));
        return root;
    }

    /// <summary>One line for each thing that is wrong; the whole help would hide them.</summary>
    public static int Complain(IEnumerable<ParseError> errors, TextWriter output)
    {
        foreach (var error in errors)
        {
            output.WriteLine(error.Message);
        }

        output.WriteLine("Run with --help to see every option.");
        return WrongUsage;
    }

    private async Task<int> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        if (options.Missing() is { } missing)
        {
            await errors.WriteLineAsync(missing);
            return WrongUsage;
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
        command.SetAction(parsed => Page.Publish(parsed.GetValue(files)!, parsed.GetValue(into), output, errors));
        return command;
    }

    private Command Fetch()
    {
        var megabytes = BenchOptionKinds.Number("--megabytes", 100, 1, "Size of the manifest.");
        var command = new Command("fetch", "Measures memory and time of fetch-artifacts for a large manifest.") { megabytes, program };
        command.SetAction((parsed, cancellationToken) => new FetchBench(Path.GetFullPath(parsed.GetValue(program)!), parsed.GetValue(megabytes), output, time).RunAsync(cancellationToken));
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
}
