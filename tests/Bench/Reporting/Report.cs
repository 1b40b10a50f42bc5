using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bench.Reporting;

/// <summary>What bench.json holds: the figures of the first size at the top, those of further sizes below, and where they come from.</summary>
internal sealed record Report
{
    public required DateTimeOffset Date { get; init; }

    public required string Machine { get; init; }

    public required IReadOnlyList<Figures> Sizes { get; init; }

    private static readonly JsonSerializerOptions Snake = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public string ToJson()
    {
        var first = JsonSerializer.SerializeToNode(Sizes[0], Snake)!.AsObject();
        first["date"] = Date;
        first["machine"] = Machine;
        first["further_sizes"] = JsonSerializer.SerializeToNode(Sizes.Skip(1), Snake);
        return first.ToJsonString(Snake);
    }

    public static Report FromJson(string json)
    {
        using var read = JsonDocument.Parse(json);
        var root = read.RootElement;
        return new Report
        {
            Date = root.GetProperty("date").GetDateTimeOffset(),
            Machine = root.GetProperty("machine").GetString()!,
            Sizes = [root.Deserialize<Figures>(Snake)!, .. root.GetProperty("further_sizes").Deserialize<Figures[]>(Snake)!],
        };
    }
}
