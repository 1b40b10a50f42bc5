using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;
using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>
/// How watched objects are read and kept: only with the fields that somebody here reads. Managed fields and the copy that
/// <c>kubectl apply</c> leaves in an annotation are more than half of many objects.
/// </summary>
internal static class Objects
{
    private static readonly JsonSerializerOptions Whole = OptionsOf(ResourceJson.Default, LeaveOutManagedFields, LeaveOutLastApplied);

    private static readonly JsonSerializerOptions Jobs = OptionsOf(ResourceJson.Default, LeaveOutManagedFields, LeaveOutLastApplied, KeepContainerNames);

    private static readonly JsonSerializerOptions Slim = OptionsOf(WatchedJson.Default, KeepIdentity);

    public static JsonTypeInfo<DbtCloudIngestion> Ingestion { get; } = TypeOf<DbtCloudIngestion>(Whole);

    public static JsonTypeInfo<V1CronJob> CronJob { get; } = TypeOf<V1CronJob>(Whole);

    /// <summary>Without the pods' template but for the names of its containers: the workflow document stays out.</summary>
    public static JsonTypeInfo<V1Job> Job { get; } = TypeOf<V1Job>(Jobs);

    public static JsonTypeInfo<PodSeen> Pod { get; } = TypeOf<PodSeen>(Slim);

    public static JsonTypeInfo<SecretSeen> Secret { get; } = TypeOf<SecretSeen>(Slim);

    private static JsonTypeInfo<T> TypeOf<T>(JsonSerializerOptions options)
        where T : IKubernetesObject<V1ObjectMeta> => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions OptionsOf(System.Text.Json.Serialization.JsonSerializerContext context, params Action<JsonTypeInfo>[] modifiers)
    {
        IJsonTypeInfoResolver resolver = context;
        foreach (var modifier in modifiers)
        {
            resolver = resolver.WithAddedModifier(modifier);
        }

        // What is written with these stays in memory, so quotes and line ends need no escapes of six letters.
        return new(context.Options) { TypeInfoResolver = resolver, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    }

    private static void LeaveOutManagedFields(JsonTypeInfo type)
    {
        if (type.Type == typeof(V1ObjectMeta))
        {
            type.Properties.Remove(type.Properties.Single(property => property.Name == "managedFields"));
        }
    }

    private static void LeaveOutLastApplied(JsonTypeInfo type)
    {
        if (type.Type == typeof(V1ObjectMeta))
        {
            type.Properties.Single(property => property.Name == "annotations").CustomConverter = new AnnotationsConverter();
        }
    }

    private static void KeepContainerNames(JsonTypeInfo type) => Keep(
        type,
        type.Type == typeof(V1PodTemplateSpec) ? ["spec"]
        : type.Type == typeof(V1PodSpec) ? ["containers"]
        : type.Type == typeof(V1Container) ? ["name"]
        : null);

    private static void KeepIdentity(JsonTypeInfo type) => Keep(
        type,
        type.Type == typeof(V1ObjectMeta) ? ["name", "namespace", "uid", "resourceVersion", "creationTimestamp", "labels"] : null);

    private static void Keep(JsonTypeInfo type, string[]? names)
    {
        foreach (var unread in names is null ? [] : type.Properties.Where(property => !names.Contains(property.Name)).ToList())
        {
            type.Properties.Remove(unread);
        }
    }
}
