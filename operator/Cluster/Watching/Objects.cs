using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using k8s.Models;
using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>How watched objects are read and kept: only with the fields that somebody here reads.</summary>
internal static class Objects
{
    private static readonly string[] Identity = ["name", "namespace", "uid", "resourceVersion", "creationTimestamp", "deletionTimestamp", "labels", "ownerReferences"];

    private static readonly JsonSerializerOptions Slim = new(WatchedJson.Default.Options)
    {
        TypeInfoResolver = WatchedJson.Default.WithAddedModifier(KeepIdentity),
    };

    public static JsonTypeInfo<DbtCloudIngestion> Ingestion => LeanJson.Ingestion;

    public static JsonTypeInfo<V1CronJob> CronJob => LeanJson.CronJob;

    public static JsonTypeInfo<V1Job> Job => LeanJson.Job;

    public static JsonTypeInfo<PodSeen> Pod { get; } = (JsonTypeInfo<PodSeen>)Slim.GetTypeInfo(typeof(PodSeen));

    public static JsonTypeInfo<JobEventSeen> JobEvent { get; } = (JsonTypeInfo<JobEventSeen>)Slim.GetTypeInfo(typeof(JobEventSeen));

    public static JsonTypeInfo<SecretSeen> Secret { get; } = (JsonTypeInfo<SecretSeen>)Slim.GetTypeInfo(typeof(SecretSeen));

    private static void KeepIdentity(JsonTypeInfo type)
    {
        foreach (var unread in type.Type == typeof(V1ObjectMeta) ? type.Properties.Where(property => !Identity.Contains(property.Name)).ToList() : [])
        {
            type.Properties.Remove(unread);
        }
    }
}
