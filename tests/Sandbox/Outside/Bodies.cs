namespace Sandbox.Outside;

/// <summary>Right answers of which only a part arrives.</summary>
internal static class Bodies
{
    /// <summary>The connection breaks after so many bytes; without a number half-way.</summary>
    public static async Task CutOffAsync(HttpContext context, RequestDelegate next, int? after)
    {
        var (connection, whole) = await CollectAsync(context, next);
        context.Response.ContentLength = whole.Length;
        await connection.WriteAsync(Beginning(whole, after), context.RequestAborted);
        await connection.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    /// <summary>The answer ends in order, but is shorter than it should be.</summary>
    public static async Task TruncateAsync(HttpContext context, RequestDelegate next, int? keep)
    {
        var (connection, whole) = await CollectAsync(context, next);
        var kept = Beginning(whole, keep);
        context.Response.ContentLength = kept.Length;
        await connection.WriteAsync(kept, context.RequestAborted);
    }

    /// <summary>After so many bytes nothing comes any more; ends when the caller has gone away.</summary>
    public static async Task StallAsync(HttpContext context, RequestDelegate next, int after, TimeProvider time)
    {
        var (connection, whole) = await CollectAsync(context, next);
        context.Response.ContentLength = whole.Length;
        await connection.WriteAsync(Beginning(whole, after), context.RequestAborted);
        await connection.FlushAsync(context.RequestAborted);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, context.RequestAborted).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        context.Abort();
    }

    private static async Task<(Stream Connection, byte[] Whole)> CollectAsync(HttpContext context, RequestDelegate next)
    {
        var connection = context.Response.Body;
        using var whole = new MemoryStream();
        context.Response.Body = whole;
        await next(context);
        context.Response.Body = connection;
        return (connection, whole.ToArray());
    }

    private static ReadOnlyMemory<byte> Beginning(byte[] whole, int? bytes) => whole.AsMemory(0, Math.Min(bytes ?? whole.Length / 2, whole.Length));
}
