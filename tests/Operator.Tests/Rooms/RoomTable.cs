namespace Operator.Tests.Rooms;

/// <summary>Which room of operator/ may import which: the table of the design as data.</summary>
internal static class RoomTable
{
    private static readonly string[] Everything = ["Resource", "Plan", "Outbound", "DbtCloud", "OpenMetadata", "Staging", "Cluster", "Engine", "Reporting", "Reconcile", "Hosting"];

    public static IReadOnlyDictionary<string, string[]> MayImport { get; } = new Dictionary<string, string[]>
    {
        ["Resource"] = [],
        ["Plan"] = ["Resource"],
        ["Outbound"] = [],
        ["DbtCloud"] = ["Outbound"],
        ["OpenMetadata"] = ["Outbound"],
        ["Staging"] = ["Resource", "Plan", "Outbound", "DbtCloud"],
        ["Cluster"] = ["Resource", "Outbound"],
        ["Engine"] = [],
        ["Reporting"] = ["Resource", "Plan", "Outbound"],
        ["Reconcile"] = [.. Everything.Except(["Hosting"])],
        ["Hosting"] = Everything,
    };
}
