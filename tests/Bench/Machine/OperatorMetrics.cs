using Bench.Cluster;

namespace Bench.Machine;

/// <summary>What the operator says of itself on /metrics.</summary>
internal sealed class OperatorMetrics(OperatorProcess process, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);
    private readonly HttpClient http = new() { BaseAddress = new Uri($"http://{process.Address}") };

    public void Dispose() => http.Dispose();

    /// <summary>Waits until it has reconciled so many times and nothing is queued; the timestamp of the look that saw it.</summary>
    public async Task<long> SettledAsync(int reconciles, CancellationToken cancellationToken)
    {
        while (!await IsSettledAsync(reconciles, cancellationToken))
        {
            await Task.Delay(BetweenLooks, time, cancellationToken);
        }

        return time.GetTimestamp();
    }

    private async Task<bool> IsSettledAsync(int reconciles, CancellationToken cancellationToken)
    {
        try
        {
            return IsSettled(await http.GetStringAsync("/metrics", cancellationToken), reconciles);
        }
        catch (HttpRequestException)
        {
            return false; // It does not serve yet.
        }
    }

    public static bool IsSettled(string metrics, int reconciles)
    {
        var samples = PrometheusText.Read(metrics, "controller_runtime_reconcile_total", "workqueue_depth");
        return Sum("controller_runtime_reconcile_total") >= reconciles && Sum("workqueue_depth") == 0;

        double Sum(string name) => samples.Where(sample => sample.Name == name).Sum(sample => sample.Value);
    }
}
