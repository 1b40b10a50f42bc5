using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>Which ingestions name which Secret, so that a Secret that appears, is repaired or is rotated reaches them at once.</summary>
internal sealed class SecretIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectName, HashSet<IngestionKey>> _readers = [];
    private readonly Dictionary<IngestionKey, ObjectName[]> _names = [];

    /// <summary>Takes over what the ingestion names now; null when it is gone.</summary>
    public void Update(IngestionKey key, DbtCloudIngestion? ingestion)
    {
        ObjectName[] names = ingestion is null ? [] : [.. NamesIn(ingestion).Distinct()];
        lock (_gate)
        {
            foreach (var before in _names.GetValueOrDefault(key, []).Except(names))
            {
                Leave(before, key);
            }

            foreach (var name in names)
            {
                (_readers.TryGetValue(name, out var readers) ? readers : _readers[name] = []).Add(key);
            }

            if (names.Length > 0)
            {
                _names[key] = names;
            }
            else
            {
                _names.Remove(key);
            }
        }
    }

    public IReadOnlyList<IngestionKey> ReadersOf(ObjectName secret)
    {
        lock (_gate)
        {
            return _readers.TryGetValue(secret, out var readers) ? [.. readers] : [];
        }
    }

    private void Leave(ObjectName name, IngestionKey key)
    {
        if (_readers.TryGetValue(name, out var readers) && readers.Remove(key) && readers.Count == 0)
        {
            _readers.Remove(name);
        }
    }

    private static IEnumerable<ObjectName> NamesIn(DbtCloudIngestion ingestion)
    {
        var openMetadata = ingestion.Spec?.OpenMetadata;
        string?[] names =
        [
            ingestion.Spec?.Account?.TokenSecretRef?.Name,
            openMetadata?.TokenSecretRef?.Name,
            openMetadata?.CaBundleRef is { Kind: CaBundleReference.Secret } bundle ? bundle.Name : null,
        ];
        return names.OfType<string>().Select(name => new ObjectName(ingestion.Key.Namespace, name));
    }
}
