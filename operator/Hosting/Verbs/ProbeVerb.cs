using System.CommandLine;
using System.Text.Json;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>Asks a running operator whether it is ready: for exec probes and tests of an installation, in an image that has no curl.</summary>
internal sealed class ProbeVerb(Surroundings surroundings)
{
    private static readonly Uri Nearby = new("http://127.0.0.1:8081/readyz");

    private readonly Option<Uri> _url = Address();
    private readonly Option<int> _timeout = OptionKinds.Number("--timeout", 5, 1, 300, "Seconds within which each answer has to be there.");
    private readonly Option<bool> _readyz = new("--readyz") { Description = "false asks no operator: only with --list.", HelpName = "true|false", DefaultValueFactory = _ => true };
    private readonly Option<bool> _list = new("--list") { Description = "List one DbtCloudIngestion, too: the cluster serves the kind, and the credentials may list it." };
    private readonly Option<string[]> _namespaces = OptionKinds.Namespaces("--namespace", "Namespace that --list asks in; may be given again, or as a list with commas. Default: all namespaces.");
    private readonly Option<string?> _kubeconfig = VerbOptions.KubeconfigOrDefault();
    private readonly Option<string?> _context = VerbOptions.Context();
    private readonly Option<OutputForm> _output = VerbOptions.Output(OutputForm.Json);

    public Command Build()
    {
        var verb = new Command("probe", "Ask a running operator whether it is ready. Exit codes: 0 yes, 1 no or no answer, 2 wrong command line. Example: probe --list");
        foreach (var option in (IEnumerable<Option>)[_url, _timeout, _readyz, _list, _namespaces, _kubeconfig, _context, _output])
        {
            verb.Options.Add(option);
        }

        verb.Validators.Add(result =>
        {
            if (result.GetResult(_readyz) is { Implicit: false } && !result.GetValue(_readyz) && !result.GetValue(_list))
            {
                result.AddError("--readyz=false asks nothing at all: give --list as well.");
            }
        });
        verb.SetAction(RunAsync);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var isListed = parsed.GetValue(_list);
        var (opened, trouble) = isListed ? VerbCluster.OpenAny(parsed.GetValue(_kubeconfig), parsed.GetValue(_context), surroundings.Time) : (null, null);
        using var cluster = opened;
        if (trouble is not null)
        {
            surroundings.Error.WriteLine(trouble);
            return CommandLine.WrongUsage;
        }

        var probing = new Probing(TimeSpan.FromSeconds(parsed.GetValue(_timeout)), surroundings.Time);
        var found = new List<Probed>();
        if (parsed.GetValue(_readyz))
        {
            found.Add(await probing.ReadyAsync(parsed.GetValue(_url)!, cancellationToken));
        }

        foreach (var space in isListed ? Spaces(parsed.GetValue(_namespaces)!) : [])
        {
            found.Add(await probing.ListAsync(cluster!.Client, space, cancellationToken));
        }

        return Tell(found, parsed.GetValue(_output));
    }

    private static string?[] Spaces(string[] namespaces) => namespaces.Length == 0 ? new string?[] { null } : namespaces;

    private int Tell(IReadOnlyList<Probed> found, OutputForm form)
    {
        var code = found.All(one => one.IsWell) ? VerbExit.Done : ProcessExit.Crashed;
        var ticks = found.Select(one => new CheckTick(one.Check, null, one.IsWell ? CheckResults.Passed : CheckResults.Failed, null, one.Message, null));
        surroundings.Out.WriteLine(form is OutputForm.Json
            ? JsonSerializer.Serialize(new ProbePage(code, [.. ticks]), ReadableJson.Of.ProbePage)
            : string.Join("; ", found.Select(one => $"{(one.IsWell ? "ok" : "failed")}: {one.Message}")));
        return code;
    }

    private static Option<Uri> Address() => new("--url")
    {
        Description = "What to ask: an address of the operator's probes. With a path of / or none it is /readyz.",
        HelpName = "URL",
        DefaultValueFactory = _ => Nearby,
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens.Single().Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0)
            {
                return url.AbsolutePath == "/" ? new Uri(url, Nearby.AbsolutePath) : url;
            }

            result.AddError($"--url takes an address such as {Nearby}, without user or password.");
            return Nearby;
        },
    };
}

/// <summary>What <c>probe -o json</c> prints.</summary>
internal sealed record ProbePage(int ExitCode, IReadOnlyList<CheckTick> Checks);
