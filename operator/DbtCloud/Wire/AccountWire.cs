using System.Text.Json.Serialization;

namespace Operator.DbtCloud.Wire;

/// <summary>An account as it comes.</summary>
internal sealed record AccountWire
{
    [JsonConverter(typeof(TextConverter))]
    public string? Id { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? Name { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? Plan { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? State { get; init; }

    [JsonConverter(typeof(FlagConverter))]
    public bool Locked { get; init; }
}

/// <summary>A project as it comes.</summary>
internal sealed record ProjectWire
{
    [JsonConverter(typeof(TextConverter))]
    public string? Id { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? Name { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? State { get; init; }

    [JsonConverter(typeof(TextConverter))]
    public string? DocsJobId { get; init; }
}
