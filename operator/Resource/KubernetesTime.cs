using System.Globalization;

namespace Operator.Resource;

/// <summary>Times as Kubernetes has them: metav1.Time is UTC in whole seconds, and the models' type for it does not say so.</summary>
internal static class KubernetesTime
{
    public static DateTimeOffset? Of(DateTime? time) =>
        time is { } value ? new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc)) : null;

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
