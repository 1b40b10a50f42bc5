namespace Operator.Resource;

/// <summary>Reasons of events that tell of runs beside those of LastRunSucceeded, which tell how one ended or why it cannot go on.</summary>
internal static class RunEvents
{
    public const string Requested = "Requested";
    public const string Waiting = "Waiting";
    public const string Started = "Started";
    public const string SlotSkipped = "SlotSkipped";

    public const string NotVerified = "NotVerified";

    public static readonly string[] All = [Requested, Waiting, Started, SlotSkipped, NotVerified];
}
