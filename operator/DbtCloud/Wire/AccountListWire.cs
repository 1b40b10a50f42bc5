using System.Text.Json.Serialization;

namespace Operator.DbtCloud.Wire;

/// <summary>The shape of the list of accounts.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = 40)]
[JsonSerializable(typeof(Envelope<List<AccountWire?>>))]
internal sealed partial class AccountListWire : JsonSerializerContext;
