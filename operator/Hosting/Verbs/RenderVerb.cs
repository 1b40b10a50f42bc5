using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>Prints the CronJobs that the operator would apply, or how they differ from those of a cluster.</summary>
internal sealed class RenderVerb(Surroundings surroundings, SharedOptions shared)
{
    private readonly InputOptions _input = new(surroundings, "to read what exists there, and to compare with; nothing is written.");
    private readonly Option<OutputForm> _output = VerbOptions.Output(OutputForm.Yaml, OutputForm.Json);
    private readonly Option<bool> _diff = new("--diff") { Description = "Print only what would change in the cluster of --kubeconfig, as a unified diff." };
    private readonly Option<string?> _version = new("--openmetadata-version") { Description = "Version of the OpenMetadata server, and so the image's tag. Default: the server is asked.", HelpName = "VERSION" };

    public Command Build()
    {
        var verb = new Command("render", "Print exactly what the operator would apply. Example: render -f ingestion.yaml --diff --kubeconfig FILE");
        foreach (var option in (IEnumerable<Option>)[.. _input.All, _output, _diff, _version, .. shared.OfImages, .. shared.OfCalls])
        {
            verb.Options.Add(option);
        }

        verb.Validators.Add(result =>
        {
            if (result.GetValue(_diff) && result.GetResult("--kubeconfig") is null)
            {
                result.AddError("--diff compares with a cluster: name it with --kubeconfig FILE.");
            }
        });
        verb.SetAction(RunAsync);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var input = _input.Read(parsed);
        if (input is null)
        {
            return CommandLine.WrongUsage;
        }

        var options = shared.ReadAll(parsed);
        await using var services = VerbServices.Build(options, new OfflineCluster(input.Keys, input.Cluster?.Look), surroundings.Time);
        var rendering = new Rendering(services, input.Cluster?.Look, options.Plan, parsed.GetValue(_version), surroundings.Time);
        var rendered = new List<RenderedIngestion>();
        foreach (var manifest in input.Ingestions)
        {
            rendered.Add(await rendering.OfAsync(manifest, cancellationToken));
        }

        foreach (var (manifest, note) in rendered.SelectMany(one => one.Notes.Select(note => (one.Manifest, note))))
        {
            surroundings.Error.WriteLine($"{manifest.Source}:{manifest.Line}: {manifest}: {note}");
        }

        var code = VerbExit.Worst(rendered.Select(one => one.ExitCode));
        if (parsed.GetValue(_diff))
        {
            return VerbExit.Worst([code, await new RenderedDiff(input.Cluster!.Look, surroundings).WriteAsync(rendered, cancellationToken)]);
        }

        Print([.. rendered.SelectMany(one => one.CronJobs).Select(TreeOf)], parsed.GetValue(_output));
        return code;
    }

    private void Print(IReadOnlyList<JsonObject> cronJobs, OutputForm form)
    {
        if (form is OutputForm.Json)
        {
            var list = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "List", ["items"] = new JsonArray([.. cronJobs]) };
            surroundings.Out.WriteLine(list.ToJsonString(ReadableJson.Of.Options));
        }
        else
        {
            surroundings.Out.Write(YamlPage.OfAll(cronJobs));
        }
    }

    /// <summary>By the very serialisation that the operator sends.</summary>
    public static JsonObject TreeOf(V1CronJob cronJob) => JsonSerializer.SerializeToNode(cronJob, LeanJson.CronJob)!.AsObject();
}
