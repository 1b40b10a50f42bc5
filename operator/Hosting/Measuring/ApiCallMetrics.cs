using System.Globalization;
using Prometheus;

namespace Operator.Hosting.Measuring;

/// <summary>Counts and times the calls to the API server as client-go does.</summary>
internal sealed class ApiCallMetrics(HttpMessageHandler inner, string host, IMetricFactory metrics, TimeProvider time) : DelegatingHandler(inner)
{
    private readonly Counter _requests = metrics.CreateCounter("rest_client_requests_total", "Requests to the API server, by HTTP status code (<error> where no answer came), method and host.", ["code", "method", "host"]);
    private readonly Histogram _duration = metrics.CreateHistogram("rest_client_request_duration_seconds", "How long in seconds the API server took to begin its answer, by verb (the HTTP method) and host. Watches are left out.", ["verb", "host"], new HistogramConfiguration { Buckets = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60] });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var code = "<error>";
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            code = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
            return response;
        }
        finally
        {
            _requests.WithLabels(code, request.Method.Method, host).Inc();
            if (!IsWatch(request))
            {
                _duration.WithLabels(request.Method.Method, host).Observe(time.GetElapsedTime(began).TotalSeconds);
            }
        }
    }

    private static bool IsWatch(HttpRequestMessage request) => request.RequestUri?.Query.Contains("watch=true", StringComparison.Ordinal) == true;
}
