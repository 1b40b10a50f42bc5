using System.Text;
using System.Text.Json;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>
/// The parts of a spec that the connection test rests on. Whoever edits anything else, a schedule or the memory of a run, need not
/// wait for dbt Cloud and OpenMetadata to be asked again.
/// </summary>
internal static class TestedSpec
{
    /// <summary>The same for every spec that the test would judge alike. References count by name and key; what they hold has a revision.</summary>
    /// <param name="caBundle">The revision of the CA bundle that the spec names; null where it names none, or there is none.</param>
    public static string DigestOf(DbtCloudIngestion ingestion, string? caBundle)
    {
        var spec = ingestion.Spec ?? new IngestionSpec();
        var tested = new IngestionSpec
        {
            Account = spec.Account,
            Filters = spec.Filters is { } filters ? [.. filters.Select(filter => filter with { Schedule = null })] : null,
            Artifacts = spec.Artifacts,
            OpenMetadata = spec.OpenMetadata,
            Run = new RunSpec { Image = spec.Run?.Image }, // Its version decides what the artifacts of a run are good for.
        };
        var spoken = JsonSerializer.SerializeToUtf8Bytes(tested, ResourceJson.Default.IngestionSpec);
        return StableHash.DigestOf(caBundle is null ? spoken : [.. spoken, .. Encoding.UTF8.GetBytes(caBundle)]);
    }
}
