using System.Text.Json.Nodes;
using Bench.Reporting;
using Bench.Servers;

namespace Bench.Phases;

/// <summary>The token that all resources of one namespace share is rotated: when has each of them been tested with the new one?</summary>
internal sealed class RotationPhase : IPhase
{
    private const int Number = 0;

    public string Name => "rotation";

    public async Task<Figures> RunAsync(Stage stage, Figures figures, CancellationToken cancellationToken)
    {
        var @namespace = WorldShape.NamespaceName(Number);
        var before = stage.Ingestions.All().Where(ingestion => ingestion.Metadata?.Namespace == @namespace).ToDictionary(ingestion => ingestion.Metadata!.Name!, ingestion => ingestion.Status?.Connection?.SecretRevision);
        var began = stage.Time.GetTimestamp();
        var moved = await stage.InTimeAsync(
            async token =>
            {
                var all = stage.Ingestions.WhenAsync(
                    before.Count,
                    ingestion => ingestion.Metadata?.Namespace == @namespace && ingestion.Status?.Connection?.SecretRevision is { } revision && before[ingestion.Metadata.Name!] != revision,
                    token);
                await RotateAsync(stage, token);
                return await all;
            },
            cancellationToken);
        figures = figures with
        {
            SecretSharedBy = before.Count,
            SecretRotationSeconds = moved is { } at ? stage.Time.GetElapsedTime(began, at).TotalSeconds : null,
        };
        stage.Say($"rotation        of a Secret that {before.Count} resources share: {(figures.SecretRotationSeconds is { } seconds ? $"{seconds:0.00} s" : "not noticed")}");
        return figures;
    }

    private static Task RotateAsync(Stage stage, CancellationToken cancellationToken) => stage.Population.PatchAsync(
        $"/api/v1/namespaces/{WorldShape.NamespaceName(Number)}/secrets/{WorldShape.DbtSecret}",
        new JsonObject { ["stringData"] = new JsonObject { ["token"] = WorldShape.NextToken(Number) } },
        cancellationToken);
}
