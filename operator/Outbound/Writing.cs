using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Operator.Outbound;

/// <summary>
/// What a call writes, in JSON that nobody prints. Each kind may be said twice without harm, so that writes are repeated as
/// questions are.
/// </summary>
internal sealed class Writing
{
    private readonly byte[] _json;

    private Writing(HttpMethod method, byte[] json) => (Method, _json) = (method, json);

    public HttpMethod Method { get; }

    /// <summary>PUT: afterwards it is so, however often it was said.</summary>
    public static Writing Put<T>(T content, JsonTypeInfo<T> type) => new(HttpMethod.Put, JsonSerializer.SerializeToUtf8Bytes(content, type));

    /// <summary>POST of something that has a name: said again, it is answered that there is such a thing (409).</summary>
    public static Writing Create<T>(T content, JsonTypeInfo<T> type) => new(HttpMethod.Post, JsonSerializer.SerializeToUtf8Bytes(content, type));

    public HttpContent ToContent() =>
        new ByteArrayContent(_json) { Headers = { ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json) } };

    public override string ToString() => "(body)";
}
