using System.Text.Json;
using System.Text.Json.Serialization;
using k8s.Models;

namespace Operator.Resource;

/// <summary>JSON of the resource and of what it owns, generated at build time.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter), typeof(UtcDateTimeConverter), typeof(QuantityConverter)])]
[JsonSerializable(typeof(DbtCloudIngestion))]
[JsonSerializable(typeof(V1CronJob))]
[JsonSerializable(typeof(V1Job))]
internal sealed partial class ResourceJson : JsonSerializerContext;

/// <summary>Instants as Kubernetes writes them.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(KubernetesTime.Text(value));
}

/// <summary>The same for the DateTime members of the Kubernetes models.</summary>
internal sealed class UtcDateTimeConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().UtcDateTime;

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(KubernetesTime.Text(value.ToUniversalTime()));
}
