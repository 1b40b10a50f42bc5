using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>Reads scalars as the server's types do and gives their stored form.</summary>
internal static partial class ScalarReader
{
    private static readonly SearchValues<char> Base64Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n");

    private const string TimeLayout = "2006-01-02T15:04:05Z07:00";
    private const string MicroTimeLayout = "2006-01-02T15:04:05.000000Z07:00";

    /// <summary>The value to store; the same node where nothing has to change.</summary>
    public static JsonNode Read(JsonNode node, string scalar, string structure, string path) => scalar switch
    {
        "string" => Expect(node, JsonValueKind.String, "string", structure, path),
        "boolean" => Expect(node, JsonValueKind.True, "bool", structure, path),
        "int32" or "int64" => Integer(node, scalar, structure, path),
        "number" => Expect(node, JsonValueKind.Number, "float64", structure, path),
        "quantity" => QuantityOf(node),
        "int-or-string" => node is JsonValue ? node : throw Mismatch(node, "int32", structure, path),
        "time" => Time(Text(node, "Time", structure, path)),
        "micro-time" => MicroTime(Text(node, "MicroTime", structure, path)),
        "bytes" => Bytes(Text(node, "[]uint8", structure, path)),
        _ => node,
    };

    public static bool IsZero(JsonNode? node) => node switch
    {
        null => true,
        JsonArray list => list.Count == 0,
        JsonObject map => map.Count == 0,
        _ => node.GetValueKind() switch
        {
            JsonValueKind.False => true,
            JsonValueKind.String => ((string)node!).Length == 0,
            JsonValueKind.Number => node.ToJsonString() is "0" or "0.0",
            _ => false,
        },
    };

    public static ReadFailure Mismatch(JsonNode node, string type, string structure, string path) =>
        new($"json: cannot unmarshal {Describe(node)} into Go struct field {structure}.{path} of type {type}");

    public static string Describe(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => node.ToJsonString().Contains('.', StringComparison.Ordinal) ? $"number {node.ToJsonString()}" : "number",
    };

    private static JsonNode Expect(JsonNode node, JsonValueKind kind, string type, string structure, string path)
    {
        var actual = node.GetValueKind() == JsonValueKind.False ? JsonValueKind.True : node.GetValueKind();
        return actual == kind ? node : throw Mismatch(node, type, structure, path);
    }

    private static JsonNode Integer(JsonNode node, string scalar, string structure, string path)
    {
        Expect(node, JsonValueKind.Number, scalar, structure, path);
        var text = node.ToJsonString();
        var isWhole = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
        return isWhole && (scalar == "int64" || value is >= int.MinValue and <= int.MaxValue)
            ? node
            : throw new ReadFailure($"json: cannot unmarshal number {text} into Go struct field {structure}.{path} of type {scalar}");
    }

    private static string Text(JsonNode node, string type, string structure, string path) =>
        (string)Expect(node, JsonValueKind.String, type, structure, path)!;

    private static JsonNode QuantityOf(JsonNode node)
    {
        var text = node.GetValueKind() == JsonValueKind.String ? (string)node! : node.ToJsonString();
        return Quantity.Canonical(text, out var error) ?? throw new ReadFailure(error!);
    }

    private static JsonNode Time(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && Rfc3339().IsMatch(text)
        ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : throw new ReadFailure($"parsing time \"{text}\" as \"{TimeLayout}\": cannot parse \"{text}\" as \"2006\"");

    /// <summary>Exactly six fraction digits: the type has no other reading.</summary>
    private static JsonNode MicroTime(string text)
    {
        if (MicroRfc3339().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        }

        var rest = Rfc3339().IsMatch(text) ? text[19..] : text;
        var (found, wanted) = rest == text ? (text, "2006")
            : LongFraction().IsMatch(rest) ? (rest[7..], "Z07:00")
            : (rest, ".000000");
        throw new ReadFailure($"parsing time \"{text}\" as \"{MicroTimeLayout}\": cannot parse \"{found}\" as \"{wanted}\"");
    }

    private static JsonNode Bytes(string text)
    {
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var length)
            ? Convert.ToBase64String(buffer, 0, length)
            : throw new ReadFailure($"illegal base64 data at input byte {FirstIllegalByte(text)}");
    }

    private static int FirstIllegalByte(string text)
    {
        var at = text.AsSpan().IndexOfAnyExcept(Base64Characters);
        return at >= 0 ? at : text.Length / 4 * 4;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$")]
    private static partial Regex Rfc3339();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}(Z|[+-]\d{2}:\d{2})$")]
    private static partial Regex MicroRfc3339();

    [GeneratedRegex(@"^\.\d{7,}")]
    private static partial Regex LongFraction();
}
