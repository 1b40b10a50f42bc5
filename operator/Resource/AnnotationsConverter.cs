using System.Text.Json;
using System.Text.Json.Serialization;

namespace Operator.Resource;

/// <summary>Annotations without the whole copy of the object that <c>kubectl apply</c> keeps among them.</summary>
internal sealed class AnnotationsConverter : JsonConverter<IDictionary<string, string>>
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    public override IDictionary<string, string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Annotations are a map of texts.");
        }

        var annotations = new Dictionary<string, string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isLastApplied = reader.ValueTextEquals(LastApplied);
            var name = isLastApplied ? "" : reader.GetString()!;
            reader.Read();
            if (!isLastApplied)
            {
                annotations[name] = reader.GetString() ?? "";
            }
        }

        return annotations;
    }

    public override void Write(Utf8JsonWriter writer, IDictionary<string, string> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, text) in value)
        {
            writer.WriteString(name, text);
        }

        writer.WriteEndObject();
    }
}
