using System.Globalization;
using System.Text.Json.Nodes;

namespace Operator.Hosting.Verbs;

/// <summary>A project or job as an entry of <c>spec.filters</c>.</summary>
internal sealed record FilterYaml(string Name, string? ProjectId, string? JobId, bool FollowsJob)
{
    /// <summary>Leaves room for the ingestion's own name: both together name a CronJob, which has 52 characters.</summary>
    private const int LongestName = 30;

    public static JsonObject Of(IEnumerable<FilterYaml> filters)
    {
        var taken = new HashSet<string>();
        return new JsonObject { ["filters"] = new JsonArray([.. filters.Select(filter => filter.Entry(taken))]) };
    }

    /// <summary>A DNS label out of any name: small letters, digits and hyphens.</summary>
    public static string Label(string name, string otherwise, int longest = LongestName)
    {
        var words = string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var label = words.Aggregate("", (text, word) => text.Length == 0 ? word : text.Length + 1 + word.Length <= longest ? $"{text}-{word}" : text);
        label = label.Length > longest ? label[..longest] : label;
        return label.Length > 0 ? label : otherwise;
    }

    private JsonObject Entry(HashSet<string> taken)
    {
        var entry = new JsonObject { ["name"] = Unique(Label(Name, JobId is null ? "project" : "job"), taken) };
        if (ProjectId is not null)
        {
            entry["projectId"] = ProjectId;
        }

        if (JobId is not null)
        {
            entry["jobId"] = JobId;
        }

        if (FollowsJob)
        {
            entry["schedule"] = new JsonObject { ["followJob"] = true };
        }

        return entry;
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        var unique = name;
        for (var number = 2; !taken.Add(unique); number++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        }

        return unique;
    }
}
