using System.IO.Pipelines;
using Prometheus;

namespace Operator.Hosting.Measuring;

/// <summary>
/// /metrics in Prometheus' text format: the registry, then the series of each resource. The page is rendered once at a time, for all who
/// ask meanwhile: many callers cost no more processor time than one, and one that reads slowly keeps nobody waiting.
/// </summary>
internal sealed class MetricsPage(CollectorRegistry registry, IEnumerable<IMeasuredAtScrape> measured, IngestionSeries ingestions, TimeProvider time)
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Three times what Prometheus waits by itself. A caller that reads more slowly would keep its page in memory.</summary>
    public static readonly TimeSpan LongestScrape = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private Task<RenderedPage>? _rendering;

    public async Task WriteAsync(HttpContext context)
    {
        using var limit = new CancellationTokenSource(LongestScrape, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted);
        try
        {
            var page = await SharedAsync().WaitAsync(either.Token);
            context.Response.ContentType = ContentType;
            context.Response.ContentLength = page.Length;
            await page.SendAsync(context.Response.Body, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // Whoever asked has left, or is told by the cut that the page is not whole.
            context.Abort();
        }
    }

    private Task<RenderedPage> SharedAsync()
    {
        lock (_lock)
        {
            return _rendering ??= Task.Run(RenderAsync);
        }
    }

    private async Task<RenderedPage> RenderAsync()
    {
        try
        {
            return await PageAsync();
        }
        finally
        {
            lock (_lock)
            {
                _rendering = null;
            }
        }
    }

    private async Task<RenderedPage> PageAsync()
    {
        foreach (var one in measured)
        {
            one.Measure();
        }

        var page = new RenderedPage();
        await registry.CollectAndExportAsTextAsync(page, CancellationToken.None);
        var lines = PipeWriter.Create(page);
        await ingestions.WriteAsync(lines, CancellationToken.None);
        await lines.CompleteAsync();
        return page;
    }
}
