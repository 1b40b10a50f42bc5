using k8s.Models;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Tests.Plan;

/// <summary>Jobs of an ingestion without filters, as the Job controller leaves them.</summary>
internal static class Jobs
{
    public static readonly DateTime Start = new(2026, 11, 24, 10, 0, 0, DateTimeKind.Utc);

    /// <summary>What OpenMetadata shows of as many models: whether each has its table.</summary>
    public static ArrivalSeen Arrived(params IEnumerable<bool> exist) => new("production-snowflake")
    {
        Models = [.. exist.Select((exists, place) => new ModelSeen(new FetchedModel("analytics", "marts", $"model_{place}")) { Exists = exists })],
    };

    /// <param name="end">Complete or Failed, a minute after the start; null while it runs.</param>
    public static V1Job Of(string name, int minute, string? end, string reason = "BackoffLimitExceeded", int attempts = 1) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = name,
            Uid = $"uid-of-{name}",
            CreationTimestamp = Start.AddMinutes(minute),
            Labels = new Dictionary<string, string> { [Names.FilterLabel] = Names.WholeAccount },
        },
        Spec = new V1JobSpec { Template = new V1PodTemplateSpec { Spec = new V1PodSpec { Containers = [new V1Container { Name = "ingestion" }] } } },
        Status = new V1JobStatus
        {
            StartTime = Start.AddMinutes(minute),
            Active = end is null ? attempts : null,
            Failed = end == "Failed" ? attempts : null,
            Succeeded = end == "Complete" ? attempts : null,
            CompletionTime = end == "Complete" ? Start.AddMinutes(minute + 1) : null,
            Conditions = end is null ? null : [new V1JobCondition { Type = end, Status = "True", Reason = reason, LastTransitionTime = Start.AddMinutes(minute + 1) }],
        },
    };
}
