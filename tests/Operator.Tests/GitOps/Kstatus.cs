using System.Text.Json.Nodes;

namespace Operator.Tests.GitOps;

/// <summary>
/// What kstatus makes of a custom resource, which Flux and other tools wait by: deletion, then the generation, then the conditions
/// Reconciling and Stalled in the order in which they stand, then Ready; one that says nothing is Current.
/// </summary>
internal static class Kstatus
{
    public const string Current = "Current";
    public const string InProgress = "InProgress";
    public const string Failed = "Failed";
    public const string Terminating = "Terminating";

    public static string Of(JsonNode resource)
    {
        if (resource["metadata"]!["deletionTimestamp"] is not null)
        {
            return Terminating;
        }

        if (resource["status"]?["observedGeneration"] is { } observed && observed.ToJsonString() != resource["metadata"]!["generation"]?.ToJsonString())
        {
            return InProgress;
        }

        var conditions = resource["status"]?["conditions"]?.AsArray() ?? [];
        return conditions.Select(Abnormal).FirstOrDefault(found => found is not null)
            ?? conditions.Where(condition => (string?)condition!["type"] == "Ready").Select(Readiness).FirstOrDefault()
            ?? Current;
    }

    private static string? Abnormal(JsonNode? condition) => ((string?)condition!["type"], (string?)condition["status"]) switch
    {
        ("Reconciling", "True") => InProgress,
        ("Stalled", "True") => Failed,
        _ => null,
    };

    private static string Readiness(JsonNode? ready) => (string?)ready!["status"] == "True" ? Current : InProgress;
}
