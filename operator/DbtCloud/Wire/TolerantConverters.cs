using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Operator.DbtCloud.Wire;

/// <summary>Ids and names: numbers of any length and text alike; anything else counts as absent.</summary>
internal sealed class TextConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                reader.TrySkip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>Instants with a space or a <c>T</c>, with or without a zone (UTC then), or as seconds since 1970; what is no instant counts as absent.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset?>
{
    private const long LatestSecond = 253402300799;

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return DateTimeOffset.TryParse(
                    reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
                    ? instant
                    : null;
            case JsonTokenType.Number:
                return reader.TryGetDouble(out var seconds) && seconds is >= 0 and <= LatestSecond
                    ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
                    : null;
            default:
                reader.TrySkip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value?.ToString("O", CultureInfo.InvariantCulture));
}

/// <summary>Switches; null and anything odd are off.</summary>
internal sealed class FlagConverter : JsonConverter<bool>
{
    public override bool HandleNull => true;

    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var isOn = reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.Number => reader.TryGetDouble(out var number) && number != 0,
            JsonTokenType.String => string.Equals(reader.GetString(), "true", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
        reader.TrySkip();
        return isOn;
    }

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}
