using System.Globalization;
using System.Net;
using Operator.Outbound;
using Prometheus;

namespace Operator.Hosting.Measuring;

/// <summary>
/// Counts the calls to dbt Cloud, since of all that is outside only they spend a quota, and the writes to OpenMetadata, and times
/// what the checks of the connection test ask.
/// </summary>
internal sealed class OutboundMetrics : IOutboundObserver
{
    private const string Answered = "answered";
    private const string Cooldown = "cooldown";
    private const string Budget = "budget";
    private readonly Counter _requests;
    private readonly Counter _throttled;
    private readonly Counter _writes;
    private readonly Histogram _checks;

    public OutboundMetrics(IMetricFactory metrics)
    {
        _requests = metrics.CreateCounter("dbtcloudingestion_dbt_requests_total", "Requests to dbt Cloud, by HTTP status code (<error> where no answer came, other for a code that HTTP does not know).", ["code"]);
        _throttled = metrics.CreateCounter("dbtcloudingestion_dbt_throttled_total", "Calls to dbt Cloud that had to wait for a later reconcile, by reason: answered (dbt Cloud said 429), cooldown (not sent, since it had said so), budget (not sent, since --dbt-requests-per-minute was spent).", ["reason"]);
        _writes = metrics.CreateCounter("dbtcloudingestion_openmetadata_writes_total", "Writes to OpenMetadata (pipelines made known, ends of runs), by HTTP status code (<error> where no answer came, other for a code that HTTP does not know).", ["code"]);
        _checks = metrics.CreateHistogram(
            "dbtcloudingestion_check_duration_seconds",
            "How long in seconds a call of the connection test took until its answer began, by the check it serves. AccountAccess is proven by the call of ApiConnectivity.",
            ["check"],
            new HistogramConfiguration { Buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15] });
        foreach (var reason in (string[])[Answered, Cooldown, Budget])
        {
            _throttled.WithLabels(reason);
        }
    }

    public void Sent(OutboundCall call, int? status, TimeSpan took)
    {
        if (call.Writes is not null)
        {
            _writes.WithLabels(CodeOf(status)).Inc();
        }
        else if (CheckOfCall.Of(call.Url) is { } check)
        {
            _checks.WithLabels(check).Observe(took.TotalSeconds);
        }

        if (call.Quota is null)
        {
            return;
        }

        _requests.WithLabels(CodeOf(status)).Inc();
        if (status == (int)HttpStatusCode.TooManyRequests)
        {
            _throttled.WithLabels(Answered).Inc();
        }
    }

    public void HeldBack(OutboundCall call, bool ownBudget)
    {
        if (call.Quota is not null)
        {
            _throttled.WithLabels(ownBudget ? Budget : Cooldown).Inc();
        }
    }

    /// <summary>Whoever answers at the address that a resource names chooses the code: only known ones make a series.</summary>
    private static string CodeOf(int? status) => status switch
    {
        null => "<error>",
        { } code when Enum.IsDefined((HttpStatusCode)code) => code.ToString(CultureInfo.InvariantCulture),
        _ => "other",
    };
}
