using System.Text.Json.Serialization;

namespace Operator.Cluster.Api;

/// <summary>JSON of what the API is asked and answers, beside the resource itself; only the members that are read or written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(ListMeta))]
[JsonSerializable(typeof(ObjectStub))]
[JsonSerializable(typeof(PartialMeta))]
[JsonSerializable(typeof(KeyedObject))]
[JsonSerializable(typeof(PodStub))]
[JsonSerializable(typeof(EventBody))]
[JsonSerializable(typeof(DeleteBody))]
[JsonSerializable(typeof(AnnotationBody))]
internal sealed partial class ClusterJson : JsonSerializerContext;

/// <summary>metav1.Status.</summary>
internal sealed record StatusBody(string? Kind, string? Reason, string? Message, int? Code, StatusDetails? Details);

/// <summary>The part of metav1.StatusDetails that is read.</summary>
internal sealed record StatusDetails(int? RetryAfterSeconds);

/// <summary>metav1.ListMeta.</summary>
internal sealed record ListMeta(string? ResourceVersion, string? Continue);

/// <summary>As much of an object as can be read when the rest cannot.</summary>
internal sealed record ObjectStub(StubMeta? Metadata);

/// <summary>Who an object is.</summary>
internal sealed record StubMeta(string? Name, string? Namespace, string? Uid, string? ResourceVersion);

/// <summary>What is taken out of an object that cannot be read: parts of its metadata, its ingestion's label, and the kind of event that told of it.</summary>
internal sealed record PartialMeta(
    string? Name, string? Namespace, string? Uid, string? ResourceVersion, long? Generation, string? DeletionTimestamp, string? Ingestion, string? Type);

/// <summary>A Secret (data in base64) or a ConfigMap (data as text, binaryData in base64).</summary>
internal sealed record KeyedObject(StubMeta? Metadata, IReadOnlyDictionary<string, string>? Data, IReadOnlyDictionary<string, string>? BinaryData)
{
    /// <summary>Values may be secrets.</summary>
    public override string ToString() => nameof(KeyedObject);
}

/// <summary>As much of a Pod as tells its images.</summary>
internal sealed record PodStub(PodStubSpec? Spec);

internal sealed record PodStubSpec(IReadOnlyList<ContainerStub>? Containers);

internal sealed record ContainerStub(string? Name, string? Image);

/// <summary>A merge patch of annotations. The uid is a precondition, since that of an object cannot change, and so is the version.</summary>
internal sealed record AnnotationBody(AnnotatedMeta Metadata);

internal sealed record AnnotatedMeta(string? Uid, string? ResourceVersion, IReadOnlyDictionary<string, string> Annotations);

/// <summary>metav1.DeleteOptions.</summary>
internal sealed record DeleteBody(string ApiVersion, string Kind, string PropagationPolicy, DeletePreconditions Preconditions);

internal sealed record DeletePreconditions(string? Uid, string? ResourceVersion);

/// <summary>An Event of events.k8s.io/v1.</summary>
internal sealed record EventBody
{
    public string ApiVersion { get; } = "events.k8s.io/v1";

    public string Kind { get; } = "Event";

    public required EventMeta Metadata { get; init; }

    /// <summary>A <see cref="MicroTime"/>.</summary>
    public required string EventTime { get; init; }

    public required string Type { get; init; }

    public required string Reason { get; init; }

    public required string Action { get; init; }

    public required string Note { get; init; }

    public required EventSubject Regarding { get; init; }

    public required string ReportingController { get; init; }

    public required string ReportingInstance { get; init; }
}

internal sealed record EventMeta(string Name, string Namespace);

internal sealed record EventSubject(string ApiVersion, string Kind, string Namespace, string Name, string? Uid, string? ResourceVersion);
