namespace Bench.Cluster;

/// <summary>Requests by verb and resource ("PATCH dbtcloudingestions/status") that the API server has answered, and the CPU it used.</summary>
internal sealed record RequestCounts(IReadOnlyDictionary<string, double> ByRequest, double CpuSeconds)
{
    /// <summary>What the operator deals with; a cluster's own components ask for much else.</summary>
    private static readonly string[] Resources = ["dbtcloudingestions", "cronjobs", "jobs", "pods", "secrets", "configmaps", "events", "leases"];

    private static readonly string[] Writing = ["POST", "PUT", "PATCH", "APPLY", "DELETE", "DELETECOLLECTION"];

    /// <summary>Writes but for the lease, which is renewed whatever there is to do.</summary>
    public double Writes => Sum(words => Writing.Contains(words[0]) && words[1] != "leases");

    public double Reads => Sum(words => words[0] is "GET" or "LIST" && words[1] != "leases");

    public double Watches => Sum(words => words[0] == "WATCH");

    public double Lease => Sum(words => words[1] == "leases");

    public static RequestCounts From(string metrics)
    {
        var samples = PrometheusText.Read(metrics, "apiserver_request_total", "process_cpu_seconds_total");
        var requests = samples.Where(sample => sample.Name == "apiserver_request_total" && Resources.Contains(sample.Label("resource")));
        return new RequestCounts(
            requests.GroupBy(NameOf).ToDictionary(same => same.Key, same => same.Sum(sample => sample.Value)),
            samples.Where(sample => sample.Name == "process_cpu_seconds_total").Sum(sample => sample.Value));
    }

    public RequestCounts Since(RequestCounts before) => new(
        ByRequest.Select(now => (now.Key, Value: now.Value - before.ByRequest.GetValueOrDefault(now.Key))).Where(now => now.Value > 0).ToDictionary(now => now.Key, now => now.Value),
        CpuSeconds - before.CpuSeconds);

    private double Sum(Func<string[], bool> wanted) => ByRequest.Where(entry => wanted(entry.Key.Split(' ', '/'))).Sum(entry => entry.Value);

    private static string NameOf(Sample sample) =>
        $"{sample.Label("verb")} {sample.Label("resource")}{(sample.Label("subresource") is { Length: > 0 } sub ? "/" + sub : "")}";
}

/// <summary>Asks an API server for its counts, between the phases only.</summary>
internal sealed class RequestCounter(HttpClient http, string metrics)
{
    public async Task<RequestCounts> ReadAsync(CancellationToken cancellationToken) =>
        RequestCounts.From(await http.GetStringAsync(metrics, cancellationToken));
}
