using System.Text.Json.Nodes;
using k8s.Models;
using Operator.Cluster;
using Operator.Plan;

namespace Operator.Hosting.Verbs;

/// <summary>How the rendered CronJobs differ from those of the cluster, whose API server is asked what it would make of them.</summary>
internal sealed class RenderedDiff(OneLook cluster, Surroundings surroundings)
{
    // What a server counts and stamps.
    private static readonly string[] Stamps = ["uid", "resourceVersion", "creationTimestamp", "generation"];

    private readonly Paint _paint = new(surroundings.HasColours);

    public async Task<int> WriteAsync(IEnumerable<RenderedIngestion> rendered, CancellationToken cancellationToken)
    {
        var codes = new List<int>();
        foreach (var plan in rendered.Select(one => one.Plan).OfType<IngestionPlan>())
        {
            foreach (var planned in plan.Ingestions.Where(planned => planned is { Desired: not null, InSync: false }))
            {
                codes.Add(await WriteAsync(planned, cancellationToken));
            }

            codes.AddRange(plan.Delete.Select(superfluous => Write(superfluous, superfluous, null)));
        }

        return VerbExit.Worst(codes);
    }

    private async Task<int> WriteAsync(PlannedIngestion planned, CancellationToken cancellationToken)
    {
        if (planned.Live is not { } live)
        {
            return Write(planned.Desired!, null, planned.Desired);
        }

        var (after, trouble) = await cluster.TryAsync(planned.Desired!, live, cancellationToken);
        if (after is null)
        {
            surroundings.Error.WriteLine($"{planned.Desired!.Metadata.NamespaceProperty}/{planned.CronJobName}: the API server could not say what would change: {trouble}");
            return VerbExit.Unknown;
        }

        return Write(live, live, after);
    }

    private int Write(V1CronJob about, V1CronJob? before, V1CronJob? after)
    {
        var name = $"cronjobs/{about.Metadata.NamespaceProperty}/{about.Metadata.Name}";
        var difference = LineDiff.Of(TextOf(before), TextOf(after)).ToList();
        if (difference.Count == 0)
        {
            return VerbExit.Done;
        }

        surroundings.Out.WriteLine(_paint.Bold($"--- {(before is null ? "(none)" : $"live {name}")}"));
        surroundings.Out.WriteLine(_paint.Bold($"+++ {(after is null ? "(none)" : $"rendered {name}")}"));
        foreach (var line in difference)
        {
            surroundings.Out.WriteLine(line[0] switch
            {
                '+' => _paint.Green(line),
                '-' => _paint.Red(line),
                '@' => _paint.Dim(line),
                _ => line,
            });
        }

        return VerbExit.Different;
    }

    private static string TextOf(V1CronJob? cronJob)
    {
        if (cronJob is null)
        {
            return "";
        }

        var tree = RenderVerb.TreeOf(cronJob with { ApiVersion = "batch/v1", Kind = V1CronJob.KubeKind });
        tree.Remove("status");
        foreach (var stamp in Stamps)
        {
            ((JsonObject)tree["metadata"]!).Remove(stamp);
        }

        return YamlPage.Of(tree);
    }
}
