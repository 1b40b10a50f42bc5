using System.Text.Json.Serialization;

namespace Operator.DbtCloud.Wire;

/// <summary>The shapes of dbt Cloud's answers, as deep as they ever are and no deeper.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = 40)]
[JsonSerializable(typeof(RefusalEnvelope))]
[JsonSerializable(typeof(Envelope<AccountWire>))]
[JsonSerializable(typeof(Envelope<ProjectWire>))]
[JsonSerializable(typeof(Envelope<List<ProjectWire?>>))]
[JsonSerializable(typeof(Envelope<JobWire>))]
[JsonSerializable(typeof(Envelope<List<JobWire?>>))]
[JsonSerializable(typeof(Envelope<RunWire>))]
[JsonSerializable(typeof(Envelope<List<RunWire?>>))]
[JsonSerializable(typeof(Envelope<List<ArtifactNameWire>>))]
internal sealed partial class DbtCloudWire : JsonSerializerContext;
