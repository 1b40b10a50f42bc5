using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Outside;

/// <summary>Writes an answer whole.</summary>
internal static class Sending
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task SendAsync(this HttpContext context, int status, JsonNode body) =>
        context.SendAsync(status, "application/json", body.ToJsonString(Plain));

    public static async Task SendFileAsync(this HttpContext context, string contentType, ReadOnlyMemory<byte> file)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = file.Length;
        await context.Response.Body.WriteAsync(file, context.RequestAborted);
    }

    public static Task SendAsync(this HttpContext context, int status, string contentType, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }
}
