using System.Text.Json.Nodes;

namespace Sandbox.Controllers;

/// <summary>What a Job's podFailurePolicy makes of a failed pod: the first rule that matches it decides.</summary>
internal sealed record PodVerdict(bool Counts, string? FailsJob)
{
    private static readonly PodVerdict s_counted = new(true, null);
    private static readonly PodVerdict s_ignored = new(false, null);

    public static PodVerdict Of(JsonObject job, JsonObject pod)
    {
        foreach (var (index, rule) in job.Items("spec", "podFailurePolicy", "rules").Index())
        {
            if (Matched(rule, pod) is { } what)
            {
                return rule.Text("action") switch
                {
                    "FailJob" => new PodVerdict(true, $"{what} matching FailJob rule at index {index}"),
                    "Ignore" => s_ignored,
                    _ => s_counted,
                };
            }
        }

        return s_counted;
    }

    /// <summary>The beginning of the Job's message; null where the rule does not match.</summary>
    private static string? Matched(JsonObject rule, JsonObject pod)
    {
        if (rule["onExitCodes"] is JsonObject codes)
        {
            return pod.Items("status", "containerStatuses").Concat(pod.Items("status", "initContainerStatuses")).FirstOrDefault(container => Matches(codes, container)) is { } ended
                ? $"Container {ended.Text("name")} for pod {pod.NamespaceOf()}/{pod.NameOf()} failed with exit code {ended.Number("state", "terminated", "exitCode")}"
                : null;
        }

        return pod.Items("status", "conditions").FirstOrDefault(condition => rule.Items("onPodConditions").Any(pattern => pattern.Text("type") == condition.Text("type") && (pattern.Text("status") ?? "True") == condition.Text("status"))) is { } met
            ? $"Pod {pod.NamespaceOf()}/{pod.NameOf()} has condition {met.Text("type")}"
            : null;
    }

    private static bool MatchesCode(JsonObject codes, long code)
    {
        var listed = codes["values"] is JsonArray values && values.Any(value => value!.GetValue<long>() == code);
        return codes.Text("operator") == "NotIn" ? !listed : listed;
    }

    /// <summary>A container that ended well never matches, whatever NotIn lists.</summary>
    private static bool Matches(JsonObject codes, JsonObject container) =>
        (codes.Text("containerName") ?? container.Text("name")) == container.Text("name")
        && container.Number("state", "terminated", "exitCode") is { } code and not 0
        && MatchesCode(codes, code);
}
