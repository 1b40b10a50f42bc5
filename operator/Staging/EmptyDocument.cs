using System.Buffers;
using System.Text.Json;

namespace Operator.Staging;

/// <summary>An artifact that says nothing, well-formed: an absent path or <c>{}</c> would end the ingestion.</summary>
internal static class EmptyDocument
{
    // What every version of every schema has; a member too much would be refused.
    private static readonly string[] Texts = ["dbt_version", "generated_at", "invocation_id"];

    public static ReadOnlyMemory<byte> Of(Artifact artifact, ArtifactHead manifest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteMetadata(json, artifact, manifest);
            if (artifact == Artifact.Catalog)
            {
                WriteEmptyMap(json, "nodes");
                WriteEmptyMap(json, "sources");
                json.WriteNull("errors");
            }
            else
            {
                json.WriteStartArray("results");
                json.WriteEndArray();
                json.WriteNumber("elapsed_time", 0);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteMetadata(Utf8JsonWriter json, Artifact artifact, ArtifactHead manifest)
    {
        json.WriteStartObject("metadata");
        json.WriteString("dbt_schema_version", artifact.SchemaUrl);
        foreach (var name in Texts.Where(name => manifest[name] is not null))
        {
            json.WriteString(name, manifest[name]);
        }

        WriteEmptyMap(json, "env");
        json.WriteEndObject();
    }

    private static void WriteEmptyMap(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteEndObject();
    }
}
