using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Unicode;
using Operator.Reporting;
using Operator.Resource;

namespace Operator.Hosting.Measuring;

/// <summary>
/// The series of each resource, written straight from one small reading a resource: as the library's own gauges they would take
/// 2.4 KiB of memory for each resource, all the time.
/// </summary>
internal sealed class IngestionSeries(IngestionGauges gauges)
{
    /// <summary>Longer than the longest line: names and namespaces are bounded by the API server.</summary>
    private const int LongestLine = 1024;

    private const int FlushAt = 64 * 1024;

    private static readonly Family[] Families =
    [
        new("dbtcloudingestion_ready", "1 while the resource of that namespace and name is Ready, else 0.", reading => reading.Ready ? 1 : 0),
        new("dbtcloudingestion_connection_verified", "1 while dbt Cloud accepts host, token and account of the resource of that namespace and name, 0 while it refuses them; no series before the first verdict.", reading => Bit(reading.Verified)),
        new("dbtcloudingestion_last_run_result", "Always 1; the label result says how the last ingestion of the resource of that namespace and name ended (a reason of the condition LastRunSucceeded; of several filters the one that fares worst).", reading => reading.LastRun is null ? null : 1, reading => $",result=\"{reading.LastRun}\""),
        new("dbtcloudingestion_last_success_timestamp_seconds", "When an ingestion of the resource of that namespace and name last succeeded, in seconds since 1970; no series before the first success.", reading => reading.LastSuccess),
        new("dbtcloudingestion_next_schedule_timestamp_seconds", "When the next ingestion of the resource of that namespace and name is due, in seconds since 1970, as of its last reconcile; no series while it is suspended.", reading => reading.NextSchedule),
        new("dbtcloudingestion_fresh", "1 while what is ingested for the resource of that namespace and name is as new as its schedule promises, 0 while a slot was missed or the metadata is stale; no series before the first success.", reading => Bit(reading.Fresh)),
        new("dbtcloudingestion_openmetadata_token_expires_soon", "1 while the token of OpenMetadata's bot for the resource of that namespace and name has expired or expires within a week, 0 while it holds for longer or names no end; no series before the token was looked at.", reading => Bit(reading.TokenExpiresSoon)),
    ];

    public async Task WriteAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        foreach (var family in Families)
        {
            output.Write(Encoding.UTF8.GetBytes($"# HELP {family.Name} {family.Help}\n# TYPE {family.Name} gauge\n"));
            foreach (var (key, reading) in gauges.All)
            {
                Write(output, family, key, reading);
                if (output.UnflushedBytes > FlushAt)
                {
                    await output.FlushAsync(cancellationToken);
                }
            }
        }

        await output.FlushAsync(cancellationToken);
    }

    /// <summary>Nothing needs to be escaped: names are DNS names, and results come from a list of our own.</summary>
    private static void Write(PipeWriter output, Family family, IngestionKey key, IngestionReading reading)
    {
        if (family.Value(reading) is { } value
            && Utf8.TryWrite(output.GetSpan(LongestLine), CultureInfo.InvariantCulture, $"{family.Name}{{namespace=\"{key.Namespace}\",name=\"{key.Name}\"{family.Label?.Invoke(reading)}}} {value}\n", out var length))
        {
            output.Advance(length);
        }
    }

    private static long? Bit(bool? holds) => holds switch { null => null, true => 1, false => 0 };

    private sealed record Family(string Name, string Help, Func<IngestionReading, long?> Value, Func<IngestionReading, string>? Label = null);
}
