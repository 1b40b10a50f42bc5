using System.CommandLine;
using Operator.DbtCloud;
using Operator.Outbound;
using Operator.Plan;
using Operator.Reconcile;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>Shows what a token sees at dbt Cloud: the numbers that an ingestion needs, without leaving the terminal.</summary>
internal sealed class ListVerb(Surroundings surroundings, SharedOptions shared)
{
    private const string TokenOption = "--token-file";

    private static readonly string[] Things = ["accounts", "projects", "jobs"];
    private static readonly string[] KnownRegions = [Regions.NorthAmerica, Regions.Emea, Regions.Apac];

    private readonly Argument<string> _what = new("what") { Description = string.Join(", ", Things), HelpName = string.Join('|', Things) };
    private readonly Option<string?> _url = new("--url") { Description = "The address under which dbt Cloud opens in the browser, such as https://ab123.us1.dbt.com.", HelpName = "URL" };
    private readonly Option<string?> _region = new("--region") { Description = $"In place of --url: {string.Join(", ", KnownRegions)}.", HelpName = "REGION" };
    private readonly Option<string?> _account = new("--account") { Description = "The account's number; list accounts shows it.", HelpName = "ID" };
    private readonly Option<string?> _project = new("--project") { Description = "Only the jobs of this project.", HelpName = "ID" };
    private readonly Option<string?> _token = VerbOptions.TokenFile(TokenOption, OwnNames.DbtTokenVariable, "--dbt-token-file");
    private readonly Option<OutputForm> _output = VerbOptions.Output(OutputForm.Json, OutputForm.Yaml);

    public Command Build()
    {
        _what.AcceptOnlyFromAmong(Things);
        var verb = new Command("list", "Show accounts, projects or jobs of dbt Cloud. Example: list jobs --url https://ab123.us1.dbt.com --account 12345 -o yaml");
        verb.Arguments.Add(_what);
        foreach (var option in (IEnumerable<Option>)[_url, _region, _account, _project, _token, _output, .. shared.OfCalls])
        {
            verb.Options.Add(option);
        }

        verb.SetAction(RunAsync);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var what = parsed.GetValue(_what)!;
        var (token, noToken) = TokenFile.Needed(parsed.GetValue(_token), TokenOption, OwnNames.DbtTokenVariable, surroundings);
        var id = parsed.GetValue(_account);
        var account = AddressOf(parsed) is { } address ? DbtAccount.At(address, id ?? "0") : null;
        string?[] wrong =
        [
            Address(parsed, account, id),
            id is null && what != "accounts" ? $"--account is missing: list {what} needs the account's number, which list accounts shows." : null,
            noToken,
        ];
        if (wrong.OfType<string>().ToList() is { Count: > 0 } complaints)
        {
            complaints.ForEach(surroundings.Error.WriteLine);
            return CommandLine.WrongUsage;
        }

        await using var services = VerbServices.Build(shared.ReadCalls(parsed), new OfflineCluster(new GivenKeys(new ManifestKeys()), null), surroundings.Time);
        var listing = new Listing(services.GetRequiredService<IDbtCloud>(), new DbtAccountList(services.GetRequiredService<IOutboundCalls>()), account!, token!);
        return Answer(await listing.OfAsync(what, isOne: id is not null, parsed.GetValue(_project), cancellationToken), account!, parsed.GetValue(_output));
    }

    private string? AddressOf(ParseResult parsed) => parsed.GetValue(_url) is { } url ? Addresses.OriginOf(url) : Regions.UrlOf(parsed.GetValue(_region));

    private string? Address(ParseResult parsed, DbtAccount? account, string? id) => (parsed.GetValue(_url), parsed.GetValue(_region)) switch
    {
        (null, null) or (not null, not null) => $"Name exactly one of --url (as the browser shows it) and --region ({string.Join(", ", KnownRegions)}).",
        (null, { } region) when !KnownRegions.Contains(region) => $"--region takes {string.Join(", ", KnownRegions)}.",
        _ when id is not null && !id.All(char.IsAsciiDigit) => "--account takes the account's number, as it stands in the browser's address.",
        _ when account is null => "--url takes an address such as https://ab123.us1.dbt.com: http or https, without user, query or fragment.",
        _ => null,
    };

    private int Answer(Listed listed, DbtAccount account, OutputForm form)
    {
        if (listed.Trouble is { } why)
        {
            var (reason, message) = DbtCloudVerdicts.Of(why, account);
            surroundings.Error.WriteLine($"{reason}: {message.Replace("account.url", "--url", StringComparison.Ordinal).Replace("account.id", "--account", StringComparison.Ordinal)}");
            return DbtCloudVerdicts.IsOutsideTrouble(why) ? VerbExit.Unknown : VerbExit.Failed;
        }

        foreach (var note in listed.Notes)
        {
            surroundings.Error.WriteLine(note);
        }

        surroundings.Out.Write(form switch
        {
            OutputForm.Json => listed.Json() + Environment.NewLine,
            OutputForm.Yaml => YamlPage.Of(listed.Yaml()),
            _ => listed.Table(),
        });
        foreach (var leftOut in form is OutputForm.Yaml ? listed.LeftOut : [])
        {
            surroundings.Error.WriteLine(leftOut);
        }

        return VerbExit.Done;
    }
}
