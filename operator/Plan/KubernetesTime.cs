namespace Operator.Plan;

/// <summary>Times as the Kubernetes models have them: UTC, though their type does not say so.</summary>
internal static class KubernetesTime
{
    public static DateTimeOffset? Of(DateTime? time) =>
        time is { } value ? new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc)) : null;
}
