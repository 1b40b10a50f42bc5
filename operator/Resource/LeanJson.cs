using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using k8s.Models;

namespace Operator.Resource;

/// <summary>
/// How the operator reads and writes what it watches: without the fields that nobody here reads or sets. Managed fields and the
/// copy that <c>kubectl apply</c> leaves in an annotation are more than half of many objects; and what JSON knows of the types of
/// a pod, with its thirty kinds of volumes, is a megabyte for each set of options that has it.
/// </summary>
internal static class LeanJson
{
    private static readonly JsonSerializerOptions Options = OptionsWith(LeaveOutWhatIsNeverSet);

    private static readonly JsonSerializerOptions OptionsOfJobs = OptionsWith(KeepContainerNames);

    public static JsonTypeInfo<DbtCloudIngestion> Ingestion { get; } = (JsonTypeInfo<DbtCloudIngestion>)Options.GetTypeInfo(typeof(DbtCloudIngestion));

    public static JsonTypeInfo<IngestionStatus> Status { get; } = (JsonTypeInfo<IngestionStatus>)Options.GetTypeInfo(typeof(IngestionStatus));

    public static JsonTypeInfo<V1CronJob> CronJob { get; } = (JsonTypeInfo<V1CronJob>)Options.GetTypeInfo(typeof(V1CronJob));

    /// <summary>Without the pods' template but for the names of its containers: the workflow document stays out.</summary>
    public static JsonTypeInfo<V1Job> Job { get; } = (JsonTypeInfo<V1Job>)OptionsOfJobs.GetTypeInfo(typeof(V1Job));

    private static JsonSerializerOptions OptionsWith(Action<JsonTypeInfo> modifier) => new(ResourceJson.Default.Options)
    {
        TypeInfoResolver = ResourceJson.Default.WithAddedModifier(LeaveOutWhatNobodyReads).WithAddedModifier(modifier),

        // Nothing of this is put into a page, so quotes and line ends need no escapes of six letters.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static void LeaveOutWhatNobodyReads(JsonTypeInfo type)
    {
        if (type.Type == typeof(V1ObjectMeta))
        {
            LeaveOut(type, "managedFields", "selfLink");
            type.Properties.Single(property => property.Name == "annotations").CustomConverter = new AnnotationsConverter();
        }
    }

    /// <summary>A CronJob that somebody gave such a field keeps it: server-side apply leaves alone what it does not name.</summary>
    private static void LeaveOutWhatIsNeverSet(JsonTypeInfo type)
    {
        if (type.Type == typeof(V1PodSpec))
        {
            LeaveOut(type, "dnsConfig", "ephemeralContainers", "hostAliases", "os", "overhead", "readinessGates", "resourceClaims", "schedulingGates", "topologySpreadConstraints");
        }
        else if (type.Type == typeof(V1Container))
        {
            LeaveOut(type, "envFrom", "lifecycle", "livenessProbe", "ports", "readinessProbe", "resizePolicy", "restartPolicyRules", "startupProbe", "volumeDevices");
        }
        else if (type.Type == typeof(V1Volume))
        {
            Keep(type, "name", "configMap", "downwardAPI", "emptyDir", "persistentVolumeClaim", "secret");
        }
    }

    private static void KeepContainerNames(JsonTypeInfo type)
    {
        if (type.Type == typeof(V1PodTemplateSpec))
        {
            Keep(type, "spec");
        }
        else if (type.Type == typeof(V1JobSpec))
        {
            LeaveOut(type, "podFailurePolicy");
        }
        else if (type.Type == typeof(V1PodSpec))
        {
            Keep(type, "containers", "initContainers");
        }
        else if (type.Type == typeof(V1Container))
        {
            Keep(type, "name");
        }
    }

    private static void Keep(JsonTypeInfo type, params string[] names) => Remove(type, property => !names.Contains(property.Name));

    private static void LeaveOut(JsonTypeInfo type, params string[] names) => Remove(type, property => names.Contains(property.Name));

    private static void Remove(JsonTypeInfo type, Predicate<JsonPropertyInfo> unwanted)
    {
        foreach (var property in type.Properties.Where(property => unwanted(property)).ToList())
        {
            type.Properties.Remove(property);
        }
    }
}
