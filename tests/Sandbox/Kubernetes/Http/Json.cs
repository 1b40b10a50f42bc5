using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Http;

/// <summary>JSON as it goes over the wire.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly JsonWriterOptions s_indented = s_compact with { Indented = true, IndentSize = 2 };

    public static byte[] Bytes(JsonNode node) => Write(node, s_compact);

    public static byte[] Indented(ReadOnlySpan<byte> compact) =>
        JsonNode.Parse(compact) is { } node ? Write(node, s_indented) : compact.ToArray();

    public static JsonArray Strings(IEnumerable<string> items) => new([.. items.Select(static item => (JsonNode)item)]);

    private static byte[] Write(JsonNode node, JsonWriterOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            node.WriteTo(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
