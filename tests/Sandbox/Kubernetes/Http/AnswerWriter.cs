using System.Globalization;
using System.IO.Compression;

namespace Sandbox.Kubernetes.Http;

/// <summary>Sends an answer: headers as a real server sets them, gzip for large bodies where it is accepted.</summary>
internal static class AnswerWriter
{
    private const int CompressFrom = 128 * 1024;

    public static Task WriteAsync(HttpContext context, Answer answer, IReadOnlyList<string> warnings)
    {
        context.Response.Headers.CacheControl = "no-cache, private";
        foreach (var warning in warnings)
        {
            context.Response.Headers.Append("Warning", $"299 - \"{warning.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        }

        return answer switch
        {
            Answer.Document document => SendAsync(context, document.Code, document.ContentType, document.Body),
            Answer.Refusal refusal => RefuseAsync(context, refusal.Status),
            Answer.Stream stream => stream.Write(context),
            _ => throw new InvalidOperationException("There is no other kind of answer."),
        };
    }

    private static Task RefuseAsync(HttpContext context, ApiStatus status)
    {
        if (status.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return SendAsync(context, status.Code, "application/json", Json.Bytes(status.ToJson()));
    }

    private static async Task SendAsync(HttpContext context, int code, string contentType, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.StatusCode = code;
        response.ContentType = contentType;
        if (contentType.StartsWith("text/plain", StringComparison.Ordinal))
        {
            response.Headers.XContentTypeOptions = "nosniff";
        }
        else if (context.Request.Query.ContainsKey("pretty"))
        {
            body = Json.Indented(body.Span);
        }

        if (body.Length >= CompressFrom && context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
        {
            response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync(body, context.RequestAborted);
            return;
        }

        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }
}
