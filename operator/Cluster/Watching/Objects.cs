using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;
using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>
/// How watched objects are read: as <see cref="ResourceJson"/> says, without managedFields, which are a good part of an object
/// and which nobody here reads.
/// </summary>
internal static class Objects
{
    private static readonly JsonSerializerOptions Options = new(ResourceJson.Default.Options)
    {
        TypeInfoResolver = ResourceJson.Default.WithAddedModifier(LeaveOutManagedFields),
    };

    public static JsonTypeInfo<DbtCloudIngestion> Ingestion { get; } = TypeOf<DbtCloudIngestion>();

    public static JsonTypeInfo<V1CronJob> CronJob { get; } = TypeOf<V1CronJob>();

    public static JsonTypeInfo<V1Job> Job { get; } = TypeOf<V1Job>();

    private static JsonTypeInfo<T> TypeOf<T>()
        where T : IKubernetesObject<V1ObjectMeta> => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static void LeaveOutManagedFields(JsonTypeInfo type)
    {
        if (type.Type == typeof(V1ObjectMeta))
        {
            type.Properties.Remove(type.Properties.Single(property => property.Name == "managedFields"));
        }
    }
}
