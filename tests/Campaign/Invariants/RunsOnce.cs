using System.Text.Json.Nodes;
using Campaign.Wires;
using Campaign.Worlds;
using Operator.Resource;
using Sandbox.Controllers;

namespace Campaign.Invariants;

/// <summary>No request to run is carried out twice, and the last one of each resource is carried out.</summary>
internal sealed class RunsOnce : IInvariant
{
    public IEnumerable<string> Broken(Ending ending)
    {
        var started = Started(ending.World);
        return Twice(started).Concat(Lost(ending, started));
    }

    private static IEnumerable<string> Twice(IReadOnlyList<(string Owner, string Filter, string Value, Written Written)> started) =>
        from start in started
        group start by (start.Owner, start.Filter, start.Value) into same
        where same.Count() > 1 && !CannotKnow(same.First().Written, same.ElementAt(1).Written)
        select $"no request runs twice: {same.Key.Value} started {same.Count()} times for filter {same.Key.Filter}: {string.Join(", ", same.Select(start => start.Written))}";

    /// <summary>
    /// A Job that was deleted before the process that made it could say so, and that nobody else knows of: its answer was lost, or its
    /// process died. Then nothing in the world tells that there was one, and the request is carried out again.
    /// </summary>
    private static bool CannotKnow(Written first, Written second) => !first.IsHeard || first.Call.Process != second.Call.Process;

    private static IEnumerable<string> Lost(Ending ending, IReadOnlyList<(string Owner, string Filter, string Value, Written Written)> started)
    {
        foreach (var item in ending.World.List("/apis/metadata-ingestion.io/v1alpha1/dbtcloudingestions"))
        {
            if (ending.World.Orders.FindLast(order => order.Uid == item.UidOf()) is { } last && ending.Undisturbed.IsReady($"{item.NamespaceOf()}/{item.NameOf()}"))
            {
                foreach (var filter in FiltersOf(item).Where(filter => !last.Value.Contains("filter=", StringComparison.Ordinal) || last.Value.EndsWith($"filter={filter}", StringComparison.Ordinal)))
                {
                    if (!started.Any(start => start.Owner == last.Uid && start.Filter == filter && start.Value == last.Value) && item.Text("status", "lastHandledRunAt") != last.Value)
                    {
                        yield return $"no request is lost: {last.Value} never started for filter {filter} of {last.Name}";
                    }
                }
            }
        }
    }

    private static IEnumerable<string> FiltersOf(JsonObject item) =>
        item.Items("spec", "filters").Select(filter => filter.Text("name") ?? "").DefaultIfEmpty(Names.WholeAccount);

    /// <summary>Every Job that was made for a request, with the uid of the resource whose CronJob it came from.</summary>
    private static List<(string Owner, string Filter, string Value, Written Written)> Started(World world)
    {
        Dictionary<string, string> owners = [];
        List<(string, string, string, Written)> started = [];
        foreach (var written in world.Log.All.Where(written => written is { IsDone: true, Call.Target: Target.Kubernetes }))
        {
            if (written.Call.Path.Contains("/cronjobs/", StringComparison.Ordinal) && written.Call.Method == "PATCH")
            {
                owners[JsonNode.Parse(written.Answer)!.AsObject().UidOf()] = JsonNode.Parse(written.Body)!.AsObject().ControllerUid(Names.Kind) ?? "";
            }
            else if (written.Call.Method == "POST" && written.Call.Path.EndsWith("/jobs", StringComparison.Ordinal))
            {
                var job = JsonNode.Parse(written.Body)!.AsObject();
                started.Add((owners.GetValueOrDefault(job.ControllerUid("CronJob") ?? "", ""), job.Text("metadata", "labels", Names.FilterLabel) ?? "", job.Text("metadata", "annotations", Names.RequestedAtAnnotation) ?? "", written));
            }
        }

        return started;
    }
}
