using System.Collections.Concurrent;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>
/// What the last status of every resource says, for metrics; nothing with <paramref name="isOn"/> false. What is gone is
/// forgotten, and with it its series.
/// </summary>
internal sealed class IngestionGauges(bool isOn = true)
{
    private readonly ConcurrentDictionary<IngestionKey, IngestionReading> _readings = new();

    public IEnumerable<KeyValuePair<IngestionKey, IngestionReading>> All => _readings;

    /// <summary>From the status as it is in the cluster now.</summary>
    public void Show(IngestionKey key, IngestionStatus status)
    {
        if (isOn)
        {
            _readings[key] = IngestionReading.Of(status);
        }
    }

    public void Forget(IngestionKey key) => _readings.TryRemove(key, out _);
}
