using Prometheus;

namespace Operator.Hosting.Measuring;

/// <summary>/metrics in Prometheus' text format: the registry, then the series of each resource.</summary>
internal sealed class MetricsPage(CollectorRegistry registry, IEnumerable<IMeasuredAtScrape> measured, IngestionSeries ingestions)
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public async Task WriteAsync(HttpContext context)
    {
        foreach (var one in measured)
        {
            one.Measure();
        }

        context.Response.ContentType = ContentType;
        try
        {
            await registry.CollectAndExportAsTextAsync(context.Response.Body, context.RequestAborted);
            await ingestions.WriteAsync(context.Response.BodyWriter, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has left.
        }
    }
}
