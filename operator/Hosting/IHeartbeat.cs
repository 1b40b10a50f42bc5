namespace Operator.Hosting;

/// <summary>A loop that never ends and never rests for long: what it does last, it does again.</summary>
internal interface IHeartbeat
{
    /// <summary>For people who read why the process was found stuck.</summary>
    string Name { get; }

    /// <summary>
    /// Since the loop last gave any sign: an event, a bookmark, a list, but also an attempt that failed. Only a loop that hangs or
    /// has died is silent, not one whose API server is away.
    /// </summary>
    TimeSpan Silence { get; }

    /// <summary>How long it may be silent while all is well.</summary>
    TimeSpan LongestSilence { get; }
}
