using System.Globalization;
using System.Net;
using Operator.Outbound;
using Prometheus;

namespace Operator.Hosting.Measuring;

/// <summary>Counts the calls to dbt Cloud: of all that is outside, only they spend a quota.</summary>
internal sealed class OutboundMetrics : IOutboundObserver
{
    private const string Answered = "answered";
    private const string Cooldown = "cooldown";
    private const string Budget = "budget";
    private readonly Counter _requests;
    private readonly Counter _throttled;

    public OutboundMetrics(IMetricFactory metrics)
    {
        _requests = metrics.CreateCounter("dbtcloudingestion_dbt_requests_total", "Requests to dbt Cloud, by HTTP status code (<error> where no answer came, other for a code that HTTP does not know).", ["code"]);
        _throttled = metrics.CreateCounter("dbtcloudingestion_dbt_throttled_total", "Calls to dbt Cloud that had to wait for a later reconcile, by reason: answered (dbt Cloud said 429), cooldown (not sent, since it had said so), budget (not sent, since --dbt-requests-per-minute was spent).", ["reason"]);
        foreach (var reason in (string[])[Answered, Cooldown, Budget])
        {
            _throttled.WithLabels(reason);
        }
    }

    public void Sent(OutboundCall call, int? status)
    {
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
