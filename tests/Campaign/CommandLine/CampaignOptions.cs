using Campaign.Scenarios;

namespace Campaign.CommandLine;

/// <summary>What the command line decides.</summary>
internal sealed record CampaignOptions
{
    public required int Seeds { get; init; }

    public required int From { get; init; }

    public required IReadOnlyList<Kind> Kinds { get; init; }

    /// <summary>Processes side by side.</summary>
    public required int Jobs { get; init; }

    /// <summary>In real time, for one seed: behind that something computes or waits for ever.</summary>
    public required TimeSpan Patience { get; init; }

    public required string Journal { get; init; }

    public bool Resume { get; init; }

    /// <summary>Tells what happens in each seed.</summary>
    public bool Verbose { get; init; }
}
