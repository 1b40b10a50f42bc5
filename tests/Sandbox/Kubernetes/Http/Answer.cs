using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Http;

/// <summary>What a request ends in: a document, a refusal, or a stream that goes on.</summary>
internal abstract record Answer
{
    /// <summary>A body that is ready to send.</summary>
    public sealed record Document(int Code, ReadOnlyMemory<byte> Body, string ContentType = "application/json") : Answer;

    /// <summary>A Status of failure.</summary>
    public sealed record Refusal(ApiStatus Status) : Answer;

    /// <summary>Written bit by bit by the given function.</summary>
    public sealed record Stream(Func<HttpContext, Task> Write) : Answer;

    public static Answer Of(JsonNode document, int code = 200) => new Document(code, Json.Bytes(document));

    public static Answer Text(int code, string text) => new Document(code, System.Text.Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");

    public static implicit operator Answer(ApiStatus status) => new Refusal(status);
}
