using System.Globalization;

namespace Operator.Cluster.Api;

/// <summary>metav1.MicroTime: exactly six digits of fraction, or the API server refuses the object that carries it.</summary>
internal static class MicroTime
{
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
