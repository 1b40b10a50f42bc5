using System.Text.Json.Nodes;
using Sandbox.Nodes;

namespace Sandbox.Ingestion;

/// <summary>One run of the workflow, in the order in which the real package makes its calls.</summary>
internal sealed class IngestionRun(RunContext run, IReadOnlyDictionary<string, string> environment)
{
    private readonly PipelineReport report = new(run);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var began = run.Time.GetTimestamp();
        if (await new Beginning(run, report).ConnectAsync(cancellationToken) is { } obstacle)
        {
            run.Log.CouldNotStart($"Error initializing metadata: {obstacle}");
            return 1;
        }

        await report.ProgressAsync("DISCOVERY", cancellationToken);
        var outcome = await FilesAsync(cancellationToken);
        if (outcome.Files is { } files)
        {
            await IngestAsync(files, cancellationToken);
        }
        else
        {
            run.FailSource("DBT Configuration Error", outcome.Failure!);
        }

        await report.SayEndAsync(Summary.State(run), cancellationToken);
        return Summary.Print(run, run.Time.GetElapsedTime(began));
    }

    private async Task<DbtFilesOutcome> FilesAsync(CancellationToken cancellationToken)
    {
        if (run.Workflow.IsLocal)
        {
            return LocalFiles.Read(run.Workflow, MountMap.Of(environment));
        }

        using var dbt = Connections.ToDbtCloud(run.Workflow, environment);
        return await new CloudFiles(run.Workflow, run.Version, run.Log, dbt).FetchAsync(cancellationToken);
    }

    private async Task IngestAsync(DbtFiles files, CancellationToken cancellationToken)
    {
        if (files.RunResults.Any(results => results["results"] is not JsonArray) || files.Catalog is { } catalog && catalog["nodes"] is not JsonObject)
        {
            run.FailSource("dbt", "Error running node producer: 'NoneType' object is not iterable");
            return;
        }

        var manifest = new Manifest(files.Manifest);
        var filters = new NodeFilters(run.Workflow);
        var tables = new TableLookup(run);
        var tags = new TagStep(run, filters);
        await tags.WriteAsync(manifest, cancellationToken);
        var found = await new ModelStep(run, tables, tags, new OwnerStep(run), filters).WriteAsync(manifest, files, cancellationToken);
        await LinkAndDescribeAsync(found, cancellationToken);
        await new TestStep(run, tables, filters).WriteAsync(manifest, files, cancellationToken);
        await new FreshnessStep(run, tables).WriteAsync(manifest, files, cancellationToken);
        CountSink(manifest, found);
    }

    private async Task LinkAndDescribeAsync(IReadOnlyList<FoundNode> found, CancellationToken cancellationToken)
    {
        var lineage = new LineageStep(run);
        var descriptions = new DescriptionStep(run);
        foreach (var model in found)
        {
            await lineage.WriteAsync(model, cancellationToken);
            await descriptions.WriteAsync(model, cancellationToken);
        }
    }

    /// <summary>Records of the second step beside tags and tests, as the real package counted them in all recorded runs.</summary>
    private void CountSink(Manifest manifest, IReadOnlyList<FoundNode> found)
    {
        var models = found.Count(model => model.Node.Kind != "source");
        var links = found.Sum(model => model.Upstream.Count(parent => parent.Table is not null));
        run.Sink.Records += 3 * models + (run.Family == Family.Two ? 2 * links + run.Source.Filtered + manifest.Sources.Count : 2 * run.Source.Filtered);
    }
}
