using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Campaign.Worlds;
using Operator.Resource;
using Sandbox.Controllers;

namespace Campaign.Invariants;

/// <summary>
/// What an operator has made of the inputs, as lines of text by resource. Times, uids and versions, in which any two worlds differ,
/// are left out, so that equal pictures mean that the same was done.
/// </summary>
internal sealed partial class Picture
{
    private readonly SortedDictionary<string, IReadOnlyList<PictureLine>> _byResource = new(StringComparer.Ordinal);

    public IEnumerable<string> Resources => _byResource.Keys;

    public static Picture Of(World world)
    {
        var picture = new Picture();
        var cronJobs = world.List("/apis/batch/v1/cronjobs").ToLookup(cronJob => cronJob.ControllerUid(Names.Kind));
        foreach (var item in world.List("/apis/metadata-ingestion.io/v1alpha1/dbtcloudingestions"))
        {
            picture._byResource[$"{item.NamespaceOf()}/{item.NameOf()}"] = [.. StatusLines(item), .. cronJobs[item.UidOf()].SelectMany(CronJobLines)];
        }

        return picture;
    }

    public IReadOnlyList<PictureLine> Lines(string resource) => _byResource.GetValueOrDefault(resource, []);

    /// <summary>Nothing is done with its spec until somebody edits it, and so what was true of an earlier one stays.</summary>
    public bool IsStalled(string resource) => Lines(resource).Any(line => line.What == "condition Stalled");

    public bool IsReady(string resource) => Lines(resource).Any(line => line is { What: "condition Ready", Value: var value } && value.StartsWith("True", StringComparison.Ordinal));

    private static IEnumerable<PictureLine> StatusLines(JsonObject item)
    {
        yield return new("generation", item.Number("status", "observedGeneration") == item.Number("metadata", "generation") ? "observed" : "not observed");
        foreach (var condition in item.Items("status", "conditions"))
        {
            yield return new($"condition {condition.Text("type")}", Plain($"{condition.Text("status")} {condition.Text("reason")} {condition.Text("message")}"));
        }

        foreach (var check in item.Items("status", "connection", "checks"))
        {
            yield return new($"check {check.Text("name")}", Plain($"{check.Text("result")} {check.Text("reason")} {check.Text("message")}"));
        }

        foreach (var filter in item.Items("status", "ingestions"))
        {
            yield return new($"filter {filter.Text("filter")}", $"{filter.Text("cronJob")} {filter.Text("image")} {filter.Text("schedule")} {filter.Text("recentRun", "id")}");
        }
    }

    private static IEnumerable<PictureLine> CronJobLines(JsonObject cronJob)
    {
        yield return new($"CronJob {cronJob.NameOf()} labels", SortedJson.Of(Own(cronJob.At("metadata", "labels"))));
        var template = cronJob.At("spec", "jobTemplate", "spec", "template", "metadata", "annotations") as JsonObject;
        yield return new($"CronJob {cronJob.NameOf()} mark", template?.Text(Names.IngestedAnnotation) ?? "");
        template?.Remove(Names.IngestedAnnotation);
        yield return new($"CronJob {cronJob.NameOf()} spec", SortedJson.Of(cronJob["spec"]));
    }

    /// <summary>Others may add labels of theirs.</summary>
    private static JsonObject Own(JsonNode? labels) =>
        new((labels as JsonObject ?? []).Where(label => label.Key.Contains(".io/", StringComparison.Ordinal)).Select(label => KeyValuePair.Create(label.Key, label.Value?.DeepClone())));

    private static string Plain(string message) => Time().Replace(message, "(time)");

    [GeneratedRegex(@"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z")]
    private static partial Regex Time();
}
