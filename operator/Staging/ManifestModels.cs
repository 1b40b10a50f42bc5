using Operator.DbtCloud;
using Operator.Outbound;
using Operator.Plan;

namespace Operator.Staging;

/// <summary>Reads models from a run's manifest while it streams by, and no further than they need.</summary>
internal sealed class ManifestModels(IOutboundCalls outbound)
{
    private readonly DbtArtifacts _artifacts = new(outbound);
    private readonly DbtCloudClient _dbtCloud = new(outbound);

    /// <summary>Whether nobody else with this token waits for a turn: this can wait, and must not make a reconcile wait.</summary>
    public bool HasTurn(DbtAccount account, AccessToken token, string who) => _dbtCloud.UntilTurn(account, token, who, urgent: false) == TimeSpan.Zero;

    public Task<DbtCloudAnswer<IReadOnlyList<FetchedModel>>> ReadAsync(DbtAccount account, AccessToken token, string runId, CancellationToken cancellationToken) =>
        _artifacts.ReadAsync(account, token, runId, Artifact.Manifest.File, step: null, ModelsInAsync, cancellationToken);

    /// <summary>Tests come behind the models, so whether a model has any is not known of a manifest that was not read to its end.</summary>
    private static async ValueTask<IReadOnlyList<FetchedModel>> ModelsInAsync(Stream manifest, CancellationToken cancellationToken)
    {
        var reading = new ManifestReading();
        using var part = new StreamUntil(manifest, () => reading.Telling >= LookedFor.MostTables || reading.IsFull);
        var isWhole = await new JsonFlow(reading).PassAsync(part, (_, _) => ValueTask.CompletedTask, cancellationToken);
        return isWhole ? reading.Models : [.. reading.Models.Select(model => model with { Tested = model.Tested == true ? true : null })];
    }
}

/// <summary>A stream that ends when enough of it was read.</summary>
internal sealed class StreamUntil(Stream inner, Func<bool> isEnough) : PassingStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        isEnough() ? ValueTask.FromResult(0) : inner.ReadAsync(buffer, cancellationToken);
}
