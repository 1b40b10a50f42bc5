using k8s.Models;

namespace Operator.Resource;

/// <summary>How the ingestion's pods run. Nothing here has a default in the CRD, so that the operator's own may change.</summary>
internal sealed record RunSpec
{
    [Field(MinLength = 1, MaxLength = 512)]
    public string? Image { get; init; }

    [Field(Enum = ["Always", "IfNotPresent", "Never"])]
    public string? PullPolicy { get; init; }

    [Field(MaxItems = 10, ListMapKeys = ["name"])]
    public IReadOnlyList<PullSecret>? PullSecrets { get; init; }

    public V1ResourceRequirements? Resources { get; init; }

    public V1ResourceRequirements? FetchResources { get; init; }

    public ResourceQuantity? ArtifactsSizeLimit { get; init; }

    [Field(Minimum = 60, Maximum = 604800)]
    public long? ActiveDeadlineSeconds { get; init; }

    [Field(Minimum = 10, Maximum = 604800)]
    public long? StartingDeadlineSeconds { get; init; }

    [Field(Minimum = 0, Maximum = 10)]
    public int? Retries { get; init; }

    [Field(Minimum = 0, Maximum = 100)]
    public int? SuccessfulJobsHistoryLimit { get; init; }

    [Field(Minimum = 0, Maximum = 100)]
    public int? FailedJobsHistoryLimit { get; init; }

    [Field(MaxItems = 100, ListMapKeys = ["name"])]
    public IReadOnlyList<V1EnvVar>? Env { get; init; }

    [Field(MaxItems = 20, ListMapKeys = ["name"])]
    public IReadOnlyList<RunVolume>? Volumes { get; init; }

    [Field(Pattern = Patterns.DnsSubdomain, MaxLength = 253)]
    public string? ServiceAccountName { get; init; }

    [Field(MaxProperties = 50, ItemMaxLength = 63)]
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    [Field(MaxItems = 50)]
    public IReadOnlyList<V1Toleration>? Tolerations { get; init; }

    public V1Affinity? Affinity { get; init; }

    [Field(Pattern = Patterns.DnsSubdomain, MaxLength = 253)]
    public string? PriorityClassName { get; init; }

    [Field(MaxProperties = 50, ItemPattern = Patterns.LabelValue, ItemMaxLength = 63)]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    [Field(MaxProperties = 50, ItemMaxLength = 16384)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    [Field(Minimum = 1, Maximum = 4294967294)]
    public long? RunAsUser { get; init; }

    [Field(Minimum = 1, Maximum = 4294967294)]
    public long? RunAsGroup { get; init; }

    [Field(Minimum = 1, Maximum = 4294967294)]
    public long? FsGroup { get; init; }

    public bool? ReadOnlyRootFilesystem { get; init; }
}

/// <summary>A Secret of type dockerconfigjson in the resource's namespace.</summary>
internal sealed record PullSecret
{
    [Field(Required = true, Pattern = Patterns.DnsSubdomain, MaxLength = 253)]
    public string? Name { get; init; }
}

/// <summary>A volume and where it is mounted; exactly one source.</summary>
internal sealed record RunVolume
{
    [Field(Required = true, Pattern = Patterns.DnsLabel, MaxLength = 63)]
    public string? Name { get; init; }

    [Field(Required = true, Pattern = "^/[^:$]*$", MaxLength = 512)]
    public string? MountPath { get; init; }

    public bool? ReadOnly { get; init; }

    public VolumeObject? ConfigMap { get; init; }

    public VolumeObject? Secret { get; init; }

    public VolumeObject? PersistentVolumeClaim { get; init; }
}

/// <summary>The object of the resource's namespace that a volume shows.</summary>
internal sealed record VolumeObject
{
    [Field(Required = true, Pattern = Patterns.DnsSubdomain, MaxLength = 253)]
    public string? Name { get; init; }
}
