using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Operator.Resource;

/// <summary>
/// An identifier of dbt Cloud. People write it as a number or as text (<c>x-kubernetes-int-or-string</c>), and it may exceed
/// 2^53, so it is kept as its digits.
/// </summary>
[JsonConverter(typeof(DbtIdConverter))]
internal sealed record DbtId(string Digits)
{
    public override string ToString() => Digits;
}

/// <summary>Reads numbers and text, writes text.</summary>
internal sealed class DbtIdConverter : JsonConverter<DbtId>
{
    public override DbtId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => new DbtId(reader.GetString() ?? ""),
        JsonTokenType.Number => new DbtId(DigitsOf(reader)),
        _ => throw new JsonException("An identifier of dbt Cloud is a number or text."),
    };

    /// <summary>A number that the network has cut in two is a sequence, and the span beside it is empty.</summary>
    private static string DigitsOf(in Utf8JsonReader reader) =>
        reader.HasValueSequence ? Encoding.UTF8.GetString(reader.ValueSequence) : Encoding.UTF8.GetString(reader.ValueSpan);

    public override void Write(Utf8JsonWriter writer, DbtId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Digits);
}
