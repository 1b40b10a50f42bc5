using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Resources;

/// <summary>Events are one set of objects with two faces: core/v1 (stored) and events.k8s.io/v1.</summary>
internal static class EventConversion
{
    private static readonly (string Core, string Events)[] s_names =
    [
        ("involvedObject", "regarding"),
        ("message", "note"),
        ("reportingComponent", "reportingController"),
        ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"),
    ];

    public static ResourceType CoreView { get; } = View("") with { ShortNames = ["ev"] };

    public static ResourceType EventsView { get; } = View("events.k8s.io") with
    {
        ShortNames = ["ev"],
        FromStorage = core => Rename(core, "events.k8s.io/v1", s_names, static pair => pair.Core, static pair => pair.Events),
        ToStorage = events => Rename(events, "v1", s_names, static pair => pair.Events, static pair => pair.Core),
    };

    private static ResourceType View(string group) => new()
    {
        Group = group,
        Version = "v1",
        Kind = "Event",
        Plural = "events",
        Singular = "event",
        ListKind = "EventList",
        StorageName = "/events",
        Rules = BuiltInResources.RulesOf(group, "Event"),
    };

    private static JsonObject Rename(
        JsonObject from,
        string apiVersion,
        (string Core, string Events)[] names,
        Func<(string Core, string Events), string> oldName,
        Func<(string Core, string Events), string> newName)
    {
        var renames = names.ToDictionary(oldName, newName, StringComparer.Ordinal);
        var result = new JsonObject { ["kind"] = "Event", ["apiVersion"] = apiVersion };
        foreach (var (name, value) in from)
        {
            if (name is not ("kind" or "apiVersion"))
            {
                result[renames.GetValueOrDefault(name, name)] = value?.DeepClone();
            }
        }

        return result;
    }
}
