using System.Collections.Concurrent;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>
/// The answers of tests that could not ask about every filter in one go: the next one asks about the others. A test that was
/// completed leaves nothing here.
/// </summary>
internal sealed class AnsweredFilters(TimeProvider time)
{
    /// <summary>A run that is so old by then is worth another look.</summary>
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(4);

    private readonly ConcurrentDictionary<IngestionKey, ((string Spec, KeyVersion Key) Of, IReadOnlyDictionary<string, Answer> Answers)> _kept = new();

    /// <summary>What was answered of this very spec (as far as it is tested) and token, and for this image.</summary>
    public FilterSeen? Find(DbtCloudIngestion ingestion, KeyVersion key, string filter, string? image) =>
        _kept.TryGetValue(ingestion.Key, out var kept) && kept.Of == Of(ingestion, key)
            && kept.Answers.TryGetValue(filter, out var answer) && answer.Image == image && time.GetElapsedTime(answer.Since) < Lasts
            ? answer.Seen
            : null;

    /// <summary>Keeps what was answered where something was not, and nothing otherwise.</summary>
    public void Keep(DbtCloudIngestion ingestion, KeyVersion key, IReadOnlyDictionary<string, FilterSeen> filters, IReadOnlyDictionary<string, string?> images)
    {
        if (filters.Values.All(seen => seen.Interrupted is null))
        {
            Forget(ingestion.Key);
            return;
        }

        var (of, now) = (Of(ingestion, key), time.GetTimestamp());
        var before = _kept.TryGetValue(ingestion.Key, out var kept) && kept.Of == of ? kept.Answers : new Dictionary<string, Answer>();
        _kept[ingestion.Key] = (of, filters.Where(filter => filter.Value.Interrupted is null).ToDictionary(
            filter => filter.Key,
            filter => before.TryGetValue(filter.Key, out var old) && old.Seen == filter.Value ? old : new Answer(filter.Value, images.GetValueOrDefault(filter.Key), now)));
    }

    public void Forget(IngestionKey key) => _kept.TryRemove(key, out _);

    // Without the CA bundle, which is OpenMetadata's alone: what dbt Cloud answered does not rest on it.
    private static (string Spec, KeyVersion Key) Of(DbtCloudIngestion ingestion, KeyVersion key) => (TestedSpec.DigestOf(ingestion, caBundle: null), key);

    private sealed record Answer(FilterSeen Seen, string? Image, long Since);
}
