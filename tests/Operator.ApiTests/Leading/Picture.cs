using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Operator.ApiTests.Stories;
using Sandbox.Controllers;

namespace Operator.ApiTests.Leading;

/// <summary>
/// What an operator leaves in the cluster, as text: ingestions with their status, CronJobs and events. Times, uids, versions and
/// ports, in which any two worlds differ, are left out, so that equal pictures mean that the same was done.
/// </summary>
internal static partial class Picture
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly string[] Kinds =
    [
        "/apis/metadata-ingestion.io/v1alpha1/dbtcloudingestions",
        "/apis/batch/v1/cronjobs",
        "/apis/events.k8s.io/v1/events",
    ];

    public static async Task<string> OfAsync(StoryWorld world, CancellationToken cancellationToken)
    {
        var lists = await Task.WhenAll(Kinds.Select(kind => world.Api.GetAsync(kind, cancellationToken)));
        var text = string.Join('\n', lists.SelectMany(list => list.Items("items")).Select(Essence));
        text = text.Replace(world.DbtCloud.Address.Authority, "dbt-cloud", StringComparison.Ordinal).Replace(world.OpenMetadata.Address.Authority, "openmetadata", StringComparison.Ordinal);
        return Hash().Replace(Time().Replace(Identity().Replace(text, "(uid)"), "(time)"), "$1(hash)");
    }

    private static string Essence(JsonObject item)
    {
        var metadata = item["metadata"]!.AsObject();
        metadata.Remove("managedFields"); // Somebody's fields are his at the time of his write, and the order is that of the times.
        metadata.Remove("resourceVersion");
        (item["regarding"] as JsonObject)?.Remove("resourceVersion");
        if (item.ContainsKey("regarding"))
        {
            metadata.Remove("name");
        }

        return item.ToJsonString(Indented);
    }

    /// <summary>With the version that follows it where a Secret's revision is told.</summary>
    [GeneratedRegex("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:/[0-9]+)?")]
    private static partial Regex Identity();

    [GeneratedRegex(@"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z")]
    private static partial Regex Time();

    /// <summary>Of the desired CronJob and of the spec that was tested: the ports are in both.</summary>
    [GeneratedRegex("""("(?:metadata-ingestion.io/applied|testedSpec)": ")[^"]*""")]
    private static partial Regex Hash();
}
