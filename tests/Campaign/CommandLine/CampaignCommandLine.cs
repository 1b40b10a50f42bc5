using System.CommandLine;
using System.CommandLine.Parsing;
using Campaign.Running;
using Campaign.Scenarios;
using Sandbox.Demo;

namespace Campaign.CommandLine;

/// <summary>The command line: which seeds, how many at once, and where it is written down.</summary>
internal sealed class CampaignCommandLine(TextWriter output, TextWriter errors, TimeProvider time)
{
    public const int WrongUsage = 2;

    private readonly Option<int> seeds = OptionKinds.Number("--seeds", 1_000, 1, "How many seeds are tried.");
    private readonly Option<int> from = OptionKinds.Number("--from", 0, 0, "The first of them.");
    private readonly Option<int> jobs = OptionKinds.Number("--jobs", 1, 1, "How many processes try seeds side by side, one on each core.");
    private readonly Option<int> patience = OptionKinds.Number("--patience-seconds", 120, 1, "How long one seed may take in real time, before it counts as one that never ends.");
    private readonly Option<Kind[]> kinds = new("--kinds") { Description = $"Only seeds of these kinds: {OptionKinds.AllKinds}.", HelpName = "KIND,KIND", DefaultValueFactory = _ => Enum.GetValues<Kind>(), CustomParser = OptionKinds.ParseKinds, AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> journal = new("--journal") { Description = "Where each seed that has ended is written down.", HelpName = "FILE", DefaultValueFactory = _ => Path.Combine(Checkout.Find().Top, "artifacts", "campaign", "journal.tsv") };
    private readonly Option<bool> resume = new("--resume") { Description = "Goes on where the journal ends, and counts what it holds; without it the journal begins anew." };
    private readonly Option<bool> verbose = new("--verbose", "-v") { Description = "Prints what happens in each seed, and the operators' logs of those that break something." };

    public RootCommand Build()
    {
        var root = new RootCommand(
            "Tries the operator against whatever can happen: each seed makes a small world in simulated time, lets things go wrong in it, and checks in the end that nothing is left of it.");
        foreach (var option in (Option[])[seeds, from, kinds, jobs, journal, resume, patience, verbose])
        {
            root.Options.Add(option);
        }

        root.SetAction((parsed, cancellationToken) => new Conductor(Read(parsed), output, errors, time).RunAsync(cancellationToken));
        var worker = new Command(Worker.Verb) { Hidden = true };
        worker.SetAction(_ => Worker.Run(Console.In, output));
        root.Subcommands.Add(worker);
        var prove = new Command(Proof.Verb, "Spoils a world once for each invariant, and fails where that goes unnoticed.");
        prove.SetAction(_ => Proof.RunAlone(output));
        root.Subcommands.Add(prove);
        return root;
    }

    /// <summary>One line for each thing that is wrong; the whole help would hide them.</summary>
    public static int Complain(IEnumerable<ParseError> problems, TextWriter output)
    {
        foreach (var problem in problems)
        {
            output.WriteLine(problem.Message);
        }

        output.WriteLine("Run with --help to see every option.");
        return WrongUsage;
    }

    private CampaignOptions Read(ParseResult parsed) => new()
    {
        Seeds = parsed.GetValue(seeds),
        From = parsed.GetValue(from),
        Kinds = parsed.GetValue(kinds)!,
        Jobs = parsed.GetValue(jobs),
        Patience = TimeSpan.FromSeconds(parsed.GetValue(patience)),
        Journal = Path.GetFullPath(parsed.GetValue(journal)!),
        Resume = parsed.GetValue(resume),
        Verbose = parsed.GetValue(verbose),
    };
}
