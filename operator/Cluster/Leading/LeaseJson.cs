using System.Text.Json;
using System.Text.Json.Serialization;

namespace Operator.Cluster.Leading;

/// <summary>JSON of Leases.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LeaseBody))]
internal sealed partial class LeaseJson : JsonSerializerContext;

/// <summary>A Lease of coordination.k8s.io/v1. An update replaces the whole object, so what is not read here is kept and written back.</summary>
internal sealed record LeaseBody
{
    public string ApiVersion { get; } = "coordination.k8s.io/v1";

    public string Kind { get; } = "Lease";

    public LeaseMeta Metadata { get; init; } = new();

    public LeaseSpec Spec { get; init; } = new();
}

/// <summary>Name and version; the resourceVersion makes an update fail when somebody wrote in between.</summary>
internal sealed record LeaseMeta
{
    public string? Name { get; init; }

    public string? Namespace { get; init; }

    public string? ResourceVersion { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>Who holds it and for how long. Its times are MicroTimes that are written for people; nothing is decided by them.</summary>
internal sealed record LeaseSpec
{
    public string? HolderIdentity { get; init; }

    public int? LeaseDurationSeconds { get; init; }

    public string? AcquireTime { get; init; }

    public string? RenewTime { get; init; }

    public int? LeaseTransitions { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; set; }
}
