using System.Text.Json;
using System.Text.Json.Serialization;

namespace Operator.DbtCloud.Wire;

/// <summary>
/// The name of a file that a run left. A large project leaves a hundred thousand of them in folders (compiled/…, run/…), which
/// nobody asks for: of those nothing is kept.
/// </summary>
[JsonConverter(typeof(ArtifactNameConverter))]
internal readonly record struct ArtifactNameWire(string? Name);

/// <summary>Keeps names without a folder that are short enough to be one of dbt's.</summary>
internal sealed class ArtifactNameConverter : JsonConverter<ArtifactNameWire>
{
    private const int Longest = 100;

    public override ArtifactNameWire Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            reader.TrySkip();
            return default;
        }

        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        return length <= Longest && reader.GetString() is { } name && !name.Contains('/', StringComparison.Ordinal) ? new ArtifactNameWire(name) : default;
    }

    public override void Write(Utf8JsonWriter writer, ArtifactNameWire value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}
