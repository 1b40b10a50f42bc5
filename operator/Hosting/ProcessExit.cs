namespace Operator.Hosting;

/// <summary>What the process ends with, beside <see cref="CommandLine.WrongUsage"/>: for whoever restarts it or looks why it did.</summary>
internal static class ProcessExit
{
    /// <summary>Told to stop; what was running has finished and the Lease is free.</summary>
    public const int Stopped = 0;

    /// <summary>A loop in the background ended by an error.</summary>
    public const int Crashed = 1;

    /// <summary>The Lease could not be renewed in time, or another replica holds it.</summary>
    public const int LeadershipLost = 3;
}
