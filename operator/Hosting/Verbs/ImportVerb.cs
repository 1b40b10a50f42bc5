using System.CommandLine;
using System.Text.Json;
using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Reconcile;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>Writes the ingestion that stands for a pipeline which somebody clicked together in OpenMetadata.</summary>
internal sealed class ImportVerb(Surroundings surroundings, SharedOptions shared)
{
    private readonly Option<string> _pipeline = new("--from-openmetadata") { Description = "Full name of the pipeline, SERVICE.PIPELINE, as the address of its page has it.", HelpName = "FQN", Required = true };
    private readonly Option<string> _url = new("--openmetadata-url") { Description = "The OpenMetadata server, such as http://openmetadata.openmetadata.svc:8585/api; it also goes into the ingestion.", HelpName = "URL", Required = true };
    private readonly Option<string?> _ca = new("--openmetadata-ca-file") { Description = "Certificates (PEM) that sign the server's. Default: the system's.", HelpName = "FILE" };
    private readonly Option<string?> _token = VerbOptions.TokenFile("--openmetadata-token-file", OwnNames.BotTokenVariable);
    private readonly Option<string?> _name = OptionKinds.Named("--name", "Name of the ingestion. Default: made from the pipeline's.");
    private readonly Option<string?> _namespace = OptionKinds.Named("--namespace", "Namespace of the ingestion. Default: none is written.");
    private readonly Option<string?> _dbtSecret = OptionKinds.Named("--dbt-secret", "Secret with the dbt Cloud token (key: token). Default: dbt-cloud.");
    private readonly Option<string?> _botSecret = OptionKinds.Named("--openmetadata-secret", "Secret with the bot's token (key: jwtToken). Default: openmetadata-bot.");
    private readonly Option<OutputForm> _output = VerbOptions.Output(OutputForm.Yaml, OutputForm.Json);

    public Command Build()
    {
        _namespace.Aliases.Add("-n");
        var verb = new Command("import", "Print the ingestion for a pipeline of OpenMetadata. Example: import --from-openmetadata SERVICE.PIPELINE --openmetadata-url URL > ingestion.yaml");
        foreach (var option in (IEnumerable<Option>)[_pipeline, _url, _ca, _token, _name, _namespace, _dbtSecret, _botSecret, _output, .. shared.OfCalls])
        {
            verb.Options.Add(option);
        }

        verb.SetAction(RunAsync);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (token, noToken) = TokenFile.Needed(parsed.GetValue(_token), _token.Name, OwnNames.BotTokenVariable, surroundings);
        var (pem, noBundle) = TokenFile.Read(parsed.GetValue(_ca), _ca.Name);
        var trust = pem is null ? Trust.System : Trust.FromPem(pem);
        var server = OpenMetadataServer.At(parsed.GetValue(_url)!, trust ?? Trust.System);
        string?[] wrong =
        [
            noBundle,
            trust is null ? $"{_ca.Name}: the file holds no certificate in PEM form." : null,
            server is null ? $"{_url.Name} takes an address such as http://openmetadata.openmetadata.svc:8585/api." : null,
            noToken,
        ];
        if (wrong.OfType<string>().ToList() is { Count: > 0 } complaints)
        {
            complaints.ForEach(surroundings.Error.WriteLine);
            return CommandLine.WrongUsage;
        }

        await using var services = VerbServices.Build(shared.ReadCalls(parsed), new OfflineCluster(new GivenKeys(new ManifestKeys()), null), surroundings.Time);
        var pipeline = parsed.GetValue(_pipeline)!;
        var answer = await new PipelineQuestion(services.GetRequiredService<IOutboundCalls>()).AskAsync(server!, token!, pipeline, cancellationToken);
        return answer is OpenMetadataAnswer<PipelineSetup>.Found { Value: var setup } ? Write(setup, parsed) : Refuse(answer, server!, pipeline);
    }

    private int Refuse(OpenMetadataAnswer<PipelineSetup> answer, OpenMetadataServer server, string pipeline)
    {
        var (sentence, code) = answer switch
        {
            OpenMetadataAnswer<PipelineSetup>.Failed { Why: OpenMetadataFailure.Refused { Reason: BotRefusal.InvalidToken } } => ($"{server.Api.Host} refuses the token (401): it is wrong or expired; take a new one from the bot's page in OpenMetadata", VerbExit.Failed),
            OpenMetadataAnswer<PipelineSetup>.Failed { Why: OpenMetadataFailure.Refused } => ($"the token may not read ingestion pipelines (403); use that of an ingestion bot or an administrator", VerbExit.Failed),
            OpenMetadataAnswer<PipelineSetup>.Failed { Why: OpenMetadataFailure.Unreachable or OpenMetadataFailure.BusyUntil } failed => (Said(failed.Why, server), VerbExit.Unknown),
            OpenMetadataAnswer<PipelineSetup>.Failed failed => (Said(failed.Why, server), VerbExit.Failed),
            _ => ($"{server.Api.Host} has no pipeline {pipeline}; its full name is SERVICE.PIPELINE, a part with a dot in double quotes", VerbExit.Failed),
        };
        surroundings.Error.WriteLine(sentence);
        return code;
    }

    private int Write(PipelineSetup setup, ParseResult parsed)
    {
        var imported = ImportedPipeline.Of(setup, new ImportNames(
            parsed.GetValue(_url)!, parsed.GetValue(_name), parsed.GetValue(_namespace), parsed.GetValue(_dbtSecret) ?? "dbt-cloud", parsed.GetValue(_botSecret) ?? "openmetadata-bot"));
        foreach (var note in imported.Notes)
        {
            surroundings.Error.WriteLine(note);
        }

        if (imported.Ingestion is not { } ingestion)
        {
            return VerbExit.Failed;
        }

        var tree = JsonSerializer.SerializeToNode(ingestion, LeanJson.Ingestion)!.AsObject();
        surroundings.Out.Write(parsed.GetValue(_output) is OutputForm.Json ? tree.ToJsonString(ReadableJson.Of.Options) + Environment.NewLine : YamlPage.Of(tree));
        return VerbExit.Done;
    }

    private static string Said(OpenMetadataFailure why, OpenMetadataServer server) =>
        OpenMetadataVerdicts.Of(why, server).Message.Replace("openMetadata.url", "--openmetadata-url", StringComparison.Ordinal).Replace("openMetadata.caBundleRef", "--openmetadata-ca-file", StringComparison.Ordinal);
}
