using Campaign.Worlds;

namespace Campaign.Scenarios.Acts;

/// <summary>Something happens to the watches of the replica that works.</summary>
internal sealed record WatchAct(WatchTrouble Trouble) : Act
{
    public override void Do(World world)
    {
        switch (Trouble)
        {
            case WatchTrouble.Cut:
                world.Servers.Faults.CutWatches();
                break;
            case WatchTrouble.Expired:
                world.Servers.Faults.ExpireHistory();
                world.Servers.Faults.CutWatches();
                break;
            case WatchTrouble.Late:
                world.Running.First().Wires.Watches.Close();
                break;
            case WatchTrouble.IngestionsLate:
                world.Running.First().Wires.WatchesOfIngestions.Close();
                break;
            case WatchTrouble.ToldAtLast:
                world.Running.ToList().ForEach(replica => replica.Wires.TellAll());
                break;
        }
    }

    public override string ToString() => $"watches: {Trouble}";
}

/// <summary>What can become of watches.</summary>
internal enum WatchTrouble
{
    /// <summary>The connections break; a new watch goes on where the old one was.</summary>
    Cut,

    /// <summary>They break, and what happened meanwhile is forgotten: 410, and a new list.</summary>
    Expired,

    /// <summary>They stay open and say nothing: what is known grows old.</summary>
    Late,

    /// <summary>Only the resources' own watch says nothing: what they own is known sooner than they are.</summary>
    IngestionsLate,

    /// <summary>All that was held back is told.</summary>
    ToldAtLast,
}
