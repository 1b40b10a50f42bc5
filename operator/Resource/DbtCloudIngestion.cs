using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace Operator.Resource;

/// <summary>What a user writes and reads: one dbt Cloud account whose metadata OpenMetadata ingests on a schedule.</summary>
internal sealed record DbtCloudIngestion : IKubernetesObject<V1ObjectMeta>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = Names.ApiVersion;

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = Names.Kind;

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>Null where an object was written past the schema; the plan calls that Stalled, not a parse error.</summary>
    [Field(Required = true)]
    [JsonPropertyName("spec")]
    public IngestionSpec? Spec { get; set; }

    [Field(DefaultJson = """{"observedGeneration":-1}""")]
    [JsonPropertyName("status")]
    public IngestionStatus? Status { get; set; }

    [JsonIgnore]
    public IngestionKey Key => new(Metadata.NamespaceProperty ?? "", Metadata.Name ?? "");
}
