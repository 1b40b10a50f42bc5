using Campaign.Worlds;

namespace Campaign.Scenarios.Acts;

/// <summary>Something happens to the replica that leads, or to one that follows.</summary>
internal sealed record ReplicaAct(ReplicaTrouble Trouble, bool Leader = true) : Act
{
    public override void Do(World world)
    {
        if (world.Running.FirstOrDefault(replica => replica.IsLeading == Leader) is not { } replica)
        {
            return;
        }

        switch (Trouble)
        {
            case ReplicaTrouble.Frozen:
                replica.Freeze();
                break;
            case ReplicaTrouble.Refused:
                replica.Wires.Refused = true;
                break;
            case ReplicaTrouble.Silent:
                replica.Wires.There.Close();
                replica.Wires.Back.Close();
                break;
            case ReplicaTrouble.OneWay:
                replica.Wires.There.Close();
                break;
            case ReplicaTrouble.Killed:
                world.Replace(replica);
                break;
            case ReplicaTrouble.Stopped:
                world.Finish(replica.StopAsync());
                world.Replace(replica);
                break;
        }
    }

    public override string ToString() => $"{(Leader ? "leader" : "follower")}: {Trouble}";
}

/// <summary>What can become of a replica.</summary>
internal enum ReplicaTrouble
{
    /// <summary>SIGSTOP.</summary>
    Frozen,

    /// <summary>Its connections are refused.</summary>
    Refused,

    /// <summary>Nothing arrives in either direction, and nobody is told.</summary>
    Silent,

    /// <summary>It hears, and nothing that it says arrives.</summary>
    OneWay,

    /// <summary>SIGKILL, and another starts.</summary>
    Killed,

    /// <summary>SIGTERM, and another starts.</summary>
    Stopped,
}
