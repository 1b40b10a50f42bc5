using System.CommandLine;
using Operator.Plan;
using Operator.Reconcile;
using Operator.Reporting;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>Test Connection from the command line: gathers, plans and reports as the operator does, and prints the ticks.</summary>
internal sealed class CheckVerb(Surroundings surroundings, SharedOptions shared)
{
    private readonly InputOptions _input = new(surroundings, "that has the Secrets; nothing is written there.");
    private readonly Option<OutputForm> _output = VerbOptions.Output(OutputForm.Json);

    public Command Build()
    {
        var verb = new Command("check", "Test Connection: host, token, account, recent runs, OpenMetadata. Example: check -f ingestion.yaml");
        foreach (var option in (IEnumerable<Option>)[.. _input.All, _output, .. shared.OfImages, .. shared.OfCalls])
        {
            verb.Options.Add(option);
        }

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
        var form = parsed.GetValue(_output);
        var checkedOnes = new List<CheckedIngestion>();
        foreach (var manifest in input.Ingestions)
        {
            var one = await CheckAsync(manifest, services, options.Plan, cancellationToken);
            checkedOnes.Add(one);
            if (form is OutputForm.Text)
            {
                CheckText.Write(one, checkedOnes.Count > 1, surroundings);
            }
        }

        if (form is OutputForm.Json)
        {
            surroundings.Out.WriteLine(CheckJson.Of(checkedOnes));
        }

        return VerbExit.Worst(checkedOnes.Select(one => one.ExitCode));
    }

    private async Task<CheckedIngestion> CheckAsync(IngestionManifest manifest, IServiceProvider services, PlanOptions options, CancellationToken cancellationToken)
    {
        var ingestion = manifest.Ingestion;
        using var borrowed = new Borrowed();
        using var outside = OutsideWork.Unlimited();
        var gathered = await services.GetRequiredService<Gatherer>().GatherAsync(ingestion, borrowed, outside, cancellationToken);
        var took = services.GetRequiredService<CallTimes>().Take();
        if (gathered is not Gathered.Seen { World: var seen })
        {
            return new CheckedIngestion(manifest, [new CheckLine("Cluster", CheckResults.Unknown) { Message = ((Gathered.NotNow)gathered).Why }]);
        }

        var now = surroundings.Time.GetUtcNow();
        var plan = Planner.Plan(ingestion, seen, options, now);
        var status = StatusReport.Of(ingestion, seen, plan, [], now).Status;
        return new CheckedIngestion(manifest, CheckLines.Of(ingestion, seen, plan, status, took));
    }
}
